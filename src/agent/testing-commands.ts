import assert from 'node:assert/strict';
import type { Command } from './command.ts';
import { barber, type Talk } from './testing.ts';
import type { Wish } from './wish.ts';

/** What a brain could have understood, for tests of what is decided about it. */
export const span = { start: 0, end: 1 };

/** A wish for a day and a time of it. */
export const on = (date: string | null, time: string | null = null): Wish => ({
  date: date === null ? null : { kind: 'day', day: Temporal.PlainDate.from(date) },
  time: time === null ? null : { kind: 'at', time: Temporal.PlainTime.from(time) },
  approximate: false,
  doubts: [],
  problem: null,
  shift: null,
});

export const when = (date: string | null, time: string | null = null): Command => ({
  kind: 'set',
  slot: 'when',
  value: on(date, time),
  span,
});
export const yes: Command = { kind: 'affirm' };
export const start = (flow: Extract<Command, { kind: 'start' }>['flow']): Command => ({ kind: 'start', flow });

/** The contact's bookings with the barber: service, start, status, moves and price. */
export function standing(talk: Talk): string[] {
  return talk.own().map(({ service, start: at, status, moves, priceCents }) => {
    const { key } = barber.services.find(({ id }) => id === service) ?? assert.fail();
    const local = at.toZonedDateTimeISO(barber.timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' });
    return `${key} ${local} ${status} ${moves} ${priceCents}`;
  });
}
