import { Text } from '@mantine/core';
import type { MessageView } from '../../../src/conversations/desk.view.ts';
import { Formatted } from '../parts/formatted.tsx';
import { words } from '../words.ts';

/** What was said: the file, and the words. Those of a voice note were heard, and a picture may have been described. */
export function Said({ conversation, message }: { readonly conversation: string; readonly message: MessageView }) {
  const { text, media, file, isHeard, seen } = message;
  return (
    <>
      {file ? <Attached file={file} url={`/api/v1/conversations/${conversation}/files/${file.id}`} /> : null}
      {seen === null ? null : (
        <Text c="dimmed" fs="italic" size="xs">
          {words.inbox.seen(seen)}
        </Text>
      )}
      {isHeard ? '🎤 ' : ''}
      {text === '' ? null : <Formatted text={text} />}
      {text === '' && !file ? `[${media ?? words.inbox.media}]` : ''}
    </>
  );
}

/** Pictures and voice are seen and heard here; the rest opens beside. */
function Attached({ file, url }: { readonly file: NonNullable<MessageView['file']>; readonly url: string }) {
  const name = file.name ?? file.kind;
  if (file.kind === 'audio') return <audio aria-label={name} controls preload="none" src={url} />;
  const isPicture = file.kind === 'image' || file.kind === 'sticker';
  const picture = (
    <img alt={name} loading="lazy" src={url} style={{ display: 'block', maxHeight: 240, maxWidth: '100%' }} />
  );
  return (
    <a href={url} rel="noopener noreferrer" target="_blank">
      {isPicture ? picture : name}
    </a>
  );
}
