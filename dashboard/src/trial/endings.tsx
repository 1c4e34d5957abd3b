import { Stack, Text } from '@mantine/core';
import type { BookedView, EndingView } from '../../../src/agent/trial.view.ts';
import { Formatted } from '../parts/formatted.tsx';
import { reais } from '../parts/money.ts';
import { dateTimeOf } from '../parts/when.ts';
import { useSession } from '../session/query.ts';
import { words } from '../words.ts';

/** `Corte Feminino · 28 de nov., 10:00 · R$ 80,00` */
export function bookedText({ service, start, priceCents }: BookedView, timeZone: string): string {
  return [service, dateTimeOf(start, timeZone), reais(priceCents)].join(' · ');
}

type Props = { readonly before: EndingView; readonly after: EndingView };

/** How a conversation ends, and how it ended or will end otherwise. */
export function Difference({ before, after }: Props) {
  const { timeZone } = useSession().business;
  const [old, fresh] = [outcomeOf(before, timeZone), outcomeOf(after, timeZone)];
  // What comes of both alike is not said.
  const isTold = old !== fresh;
  return (
    <Stack gap={6}>
      <Side label={words.trial.before} outcome={isTold ? old : ''} reply={before.reply} />
      <Side label={words.trial.after} outcome={isTold ? fresh : ''} reply={after.reply} />
    </Stack>
  );
}

type SideProps = { readonly label: string; readonly reply: string; readonly outcome: string };

function Side({ label, reply, outcome }: SideProps) {
  return (
    <div>
      <Text c="dimmed" size="xs">
        {label}
      </Text>
      <div className="bubble in reply">
        <Formatted text={reply} />
      </div>
      {outcome === '' ? null : (
        <Text mt={2} size="sm">
          {outcome}
        </Text>
      )}
    </div>
  );
}

function outcomeOf({ books, withPerson }: EndingView, timeZone: string): string {
  if (withPerson) return words.trial.withPerson;
  if (books.length === 0) return words.trial.nothingBooked;
  return `${words.trial.booked}: ${books.map((each) => bookedText(each, timeZone)).join(', ')}`;
}
