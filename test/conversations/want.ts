import type { Business } from '../../src/business/business.ts';
import { questionIn, type Item, type Proposed, type TracedAct } from './acts.ts';

/** An item of a proposal or an offer, as people speak of it: keys of the business and a start such as `2026-11-27T16:00`. */
export type Told = { readonly service: string; readonly professional: string; readonly start: string };

/** What a customer wants to have in the end; what they check a proposal against. */
export type Want = {
  /** What a proposal may do: who corrects a booking of a moment ago moves it. */
  readonly acts: readonly Proposed['act'][];
  /** Is this what they want, all of it? */
  readonly takes: (items: readonly Told[]) => boolean;
  /** Would they begin with this one? */
  readonly fits: (item: Told) => boolean;
  /** What they say when they are asked. */
  readonly service: string | null;
  readonly professional: string | null;
  readonly day: string | null;
  readonly time: string | null;
  /** The start of the booking that is moved or cancelled. */
  readonly booking: string | null;
};

export const keyOf = (all: readonly { readonly id: string; readonly key: string }[], id: string): string =>
  all.find((each) => each.id === id)?.key ?? '';

export function localStart(start: string, { timeZone }: Pick<Business, 'timeZone'>): string {
  return Temporal.Instant.from(start)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
}

export function toldOf({ service, professional, start }: Item, business: Business): Told {
  return {
    service: keyOf(business.services, service),
    professional: keyOf(business.professionals, professional),
    start: localStart(start, business),
  };
}

/** Is this proposal what they want? */
export function isWanted(proposal: Proposed, want: Want, business: Business): boolean {
  const items = proposal.items.map((item) => toldOf(item, business));
  const [first] = items;
  if (!first || !want.acts.includes(proposal.act)) return false;
  return proposal.act === 'cancel' ? first.start === (want.booking ?? first.start) : want.takes(items);
}

/** What an answer to the agent's last question would be. */
export type Answer =
  | { readonly kind: 'yes' }
  | { readonly kind: 'no' }
  /** No, and what it is to be instead. */
  | { readonly kind: 'correct' }
  | {
      readonly kind: 'slot';
      readonly start: string;
      readonly index: number;
      readonly of: number;
      readonly days: number;
    }
  | { readonly kind: 'service' }
  | { readonly kind: 'when' }
  | { readonly kind: 'time' }
  | { readonly kind: 'name' }
  | { readonly kind: 'booking' };

const answers: Readonly<Record<string, Answer>> = {
  service: { kind: 'service' },
  date: { kind: 'when' },
  newDate: { kind: 'when' },
  half: { kind: 'time' },
  conflict: { kind: 'when' },
  name: { kind: 'name' },
  change: { kind: 'correct' },
  which: { kind: 'booking' },
  booking: { kind: 'yes' },
  person: { kind: 'no' },
  exception: { kind: 'no' },
  erase: { kind: 'no' },
};

/** Answers what was asked last by what is wanted; `null`: nothing was asked. */
export function answerTo(acts: readonly TracedAct[], want: Want, business: Business): Answer | null {
  const question = questionIn(acts);
  if (!question) return null;
  switch (question.act) {
    case 'confirm':
      return question.proposal && isWanted(question.proposal, want, business) ? { kind: 'yes' } : { kind: 'correct' };
    case 'offer':
      return slotIn(question, want, business) ?? { kind: 'when' };
    case 'ask':
      return answers[question.slot ?? ''] ?? null;
    case 'clarify':
      return { kind: 'service' };
    default:
      return null;
  }
}

/** The first slot on offer that will do. */
export function slotIn({ visits = [] }: TracedAct, want: Want, business: Business): Answer | null {
  for (const [index, { items }] of visits.entries()) {
    const [first] = items.map((item) => toldOf(item, business));
    if (first && want.fits(first))
      return { kind: 'slot', start: first.start, index, of: visits.length, days: daysIn(visits, business) };
  }
  return null;
}

function daysIn(visits: NonNullable<TracedAct['visits']>, business: Business): number {
  const starts = visits.flatMap(({ items }) => items.slice(0, 1).map(({ start }) => localStart(start, business)));
  return new Set(starts.map((start) => start.slice(0, 10))).size;
}
