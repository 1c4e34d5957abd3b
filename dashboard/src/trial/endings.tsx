import { Text } from '@mantine/core';
import type { BookedView, EndingView } from '../../../src/agent/trial.view.ts';
import { reais } from '../parts/money.ts';
import { dateTimeOf } from '../parts/when.ts';
import { useSession } from '../session/query.ts';
import { words } from '../words.ts';

/** `Corte Feminino · 28 de nov., 10:00 · R$ 80,00` */
export function bookedText({ service, start, priceCents }: BookedView, timeZone: string): string {
  return [service, dateTimeOf(start, timeZone), reais(priceCents)].join(' · ');
}

type Props = { readonly before: EndingView; readonly after: EndingView };

/** Where two endings of one conversation differ: what is lost, and what is there instead. */
export function Difference({ before, after }: Props) {
  const { timeZone } = useSession().business;
  const [old, fresh] = [linesOf(before, timeZone), linesOf(after, timeZone)];
  return (
    <div className="difference">
      <Side label={words.trial.before} lines={old.filter((line) => !fresh.includes(line))} />
      <span aria-hidden="true">→</span>
      <Side label={words.trial.after} lines={fresh.filter((line) => !old.includes(line))} />
    </div>
  );
}

function Side({ label, lines }: { readonly label: string; readonly lines: readonly string[] }) {
  return (
    <div>
      <Text c="dimmed" size="xs">
        {label}
      </Text>
      <Text size="sm">{lines.join(', ') || words.trial.without}</Text>
    </div>
  );
}

function linesOf({ says, books, withPerson }: EndingView, timeZone: string): string[] {
  return [
    ...says,
    ...books.map((booked) => bookedText(booked, timeZone)),
    ...(withPerson ? [words.trial.withPerson] : []),
  ];
}
