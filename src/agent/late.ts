import type { Act } from './act.ts';
import { asking, type Draft } from './draft.ts';
import { ended, type Question } from './flow.ts';
import { moveOption } from './move.ts';
import { optionId } from './option.ts';
import { todays, withBooking } from './own.ts';
import type { Frame } from './state.ts';
import type { World } from './world.ts';

/** Notes that the contact is late; where the business does not wait that long, another time or a person is offered. */
export function lateQuestion(frame: Frame, _: Draft, world: World): Question {
  return withBooking(frame, world, {
    among: todays,
    whyNot: () => null,
    next: (booking) => {
      const { minutes } = frame;
      const said: Act = { act: 'late', booking, minutes };
      const noted = { kind: 'late' as const, booking: booking.id, minutes };
      const { lateToleranceMinutes: tolerance } = world.business.policies;
      if (minutes === null || tolerance === null || minutes <= tolerance) return { ...ended([said]), effects: [noted] };
      const options = [moveOption(booking), optionId({ kind: 'menu', entry: 'human' })];
      const { act, pending } = asking('exception', 'choice', options, { about: [booking] });
      return { ...ended([said, act], pending), effects: [noted] };
    },
  });
}
