import { Text } from '@mantine/core';
import type { FillView, TemplateWordsView } from '../../../src/campaigns/campaign.view.ts';
import { Formatted } from '../parts/formatted.tsx';
import { useSession } from '../session/query.ts';
import { words } from '../words.ts';

type Props = { readonly said: TemplateWordsView; readonly fills: readonly FillView[] };

/** The message as it stands on somebody's phone; a gap that is still empty stands as one. */
export function Phone({ said: { header, body, footer, buttons, gaps }, fills }: Props) {
  const { name } = useSession().business;
  const text = body.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (gap, key: string) => filled(fills[gaps.indexOf(key)]) ?? gap);
  return (
    <figure aria-label={words.campaigns.phone} className="handset">
      <Text className="caller" component="figcaption" fw={600} size="sm" truncate>
        {name}
      </Text>
      <div className="bubble in">
        {header === null ? null : (
          <Text fw={600} size="sm">
            {header}
          </Text>
        )}
        <Text component="div" size="sm">
          <Formatted text={text} />
        </Text>
        {footer === null ? null : (
          <Text c="dimmed" size="xs">
            {footer}
          </Text>
        )}
        {buttons.map((title) => (
          <div className="option" key={title}>
            {title}
          </div>
        ))}
      </div>
    </figure>
  );
}

function filled(fill: FillView | undefined): string | null {
  if (!fill) return null;
  return fill.kind === 'text' ? fill.text || null : words.campaigns.somebody;
}
