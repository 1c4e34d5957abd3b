import { dayOf, horizonOf } from '../bookings/calendar.ts';
import type { WaitlistWish } from '../bookings/waitlist.ts';
import { bookQuestion, isWorthWaiting } from './book.ts';
import type { Draft } from './draft.ts';
import { find, wishedOf } from './find.ts';
import { ended, type Question } from './flow.ts';
import { boundsOf, timeReadings } from './reading.ts';
import type { Frame } from './state.ts';
import type { World } from './world.ts';

/** Puts the contact on the waitlist, unless what they would wait for can be had: then it is offered. */
export function waitQuestion(frame: Frame, draft: Draft, world: World): Question {
  const finding = find({ ...frame, flow: 'book' }, world);
  const isTaken = finding.kind === 'refused' && isWorthWaiting(finding.why);
  const isAnyDay = finding.kind === 'missing' && finding.slot === 'date';
  if (!frame.service || !(isTaken || isAnyDay)) return bookQuestion({ ...frame, flow: 'book' }, draft, world);
  const { service } = frame;
  const wish = waitlistWish({ ...frame, service }, world);
  const said = { act: 'waiting' as const, wish: wishedOf(frame), from: wish.from, to: wish.to };
  return { ...ended([said]), effects: [{ kind: 'wait', wish }] };
}

function waitlistWish(
  frame: Frame & { readonly service: WaitlistWish['service'] },
  { business, now }: World,
): WaitlistWish {
  const { from, to } = boundsOf(frame);
  const readings = timeReadings(frame).toSorted((a, b) => Temporal.PlainTime.compare(a, b));
  const between = frame.time?.kind === 'between' ? frame.time : { from: readings[0] ?? null, to: null };
  const [last] = readings.slice(-1);
  return {
    service: frame.service,
    professional: frame.professional,
    from: from ?? dayOf(business, now),
    to: to ?? horizonOf(business, now),
    fromTime: between.from,
    toTime: last ? last.add({ minutes: 1 }) : between.to,
  };
}
