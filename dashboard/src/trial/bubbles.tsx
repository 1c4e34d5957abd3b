import { Text, UnstyledButton } from '@mantine/core';
import type { ExchangeView, ReplyView, SaidView, TrialView } from '../../../src/agent/trial.view.ts';
import { Formatted } from '../parts/formatted.tsx';
import { told, words } from '../words.ts';

type Say = (said: SaidView) => void;

type Props = {
  readonly messages: readonly SaidView[];
  readonly data: TrialView | undefined;
  /** The last message has no answer yet. */
  readonly isWaiting: boolean;
  readonly say: Say;
};

/** What was said, and what the agent answers to each, as it stands on the customer's phone. */
export function Exchanges({ messages, data, isWaiting, say }: Props) {
  const last = messages.length - 1;
  return messages.map((said, index) => {
    const exchange = data?.exchanges[index];
    const isOpen = index === last && !isWaiting && data?.withPerson === false;
    // A message has no identity but its place.
    return (
      // oxlint-disable-next-line react/no-array-index-key
      <div className="exchange" key={index}>
        <div className="bubble out" data-testid="trial-said">
          {said.kind === 'text' ? said.text : said.title}
        </div>
        {exchange ? <Answer exchange={exchange} say={isOpen ? say : null} /> : null}
        {!exchange && isWaiting ? (
          <Text c="dimmed" role="status" size="sm">
            {words.trial.typing}
          </Text>
        ) : null}
      </div>
    );
  });
}

type AnswerProps = {
  readonly exchange: ExchangeView;
  /** `null`: what was offered then cannot be taken any more. */
  readonly say: Say | null;
};

function Answer({ exchange: { replies, understood, did }, say }: AnswerProps) {
  return (
    <>
      {replies.map((reply, index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <Reply key={index} reply={reply} say={say} />
      ))}
      {replies.length > 0 ? <Why did={did} understood={understood} /> : null}
    </>
  );
}

function Reply({ reply: { text, label, options }, say }: { readonly reply: ReplyView; readonly say: Say | null }) {
  return (
    <div className="bubble in" data-testid="trial-reply">
      <Formatted text={text} />
      {label === null ? null : (
        <Text c="dimmed" mt={4} size="xs">
          {label}
        </Text>
      )}
      {options.map(({ id, title, description }) => (
        <UnstyledButton
          className="option"
          disabled={say === null}
          key={id}
          onClick={() => say?.({ kind: 'tap', option: id, title })}
        >
          {title}
          {description === null ? null : <span className="aside">{description}</span>}
        </UnstyledButton>
      ))}
    </div>
  );
}

/** What the agent took the customer to mean, and what it does about it. */
function Why({ understood, did }: Pick<ExchangeView, 'understood' | 'did'>) {
  const heard = understood.map(({ name, about }) => {
    const what = told(name, words.inbox.heard);
    return about.length === 0 ? what : `${what} (${about.join(', ')})`;
  });
  return (
    <details className="why">
      <summary>
        {words.inbox.understood}: {heard.join('; ') || '–'}
      </summary>
      {words.inbox.did}: {did.map((act) => told(act, words.inbox.acts)).join(', ') || '–'}
    </details>
  );
}
