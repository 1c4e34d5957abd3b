import { rule, type Half, type Rule } from './when-piece.ts';

type Bounds = readonly [from: string | null, to: string | null];

/** A part of the day, `from` to before `to`. */
export function part(source: string, [from, to]: Bounds, half?: Half): Rule {
  return partRule(source, [from, to], half, false);
}

/** The same part, of today: "essa noite". */
export function ofToday(source: string, bounds: Bounds, half: Half): Rule {
  return partRule(source, bounds, half, true);
}

function partRule(source: string, [from, to]: Bounds, half: Half | undefined, today: boolean): Rule {
  const piece = {
    kind: 'part',
    ...(half === undefined ? {} : { half }),
    ...(from === null ? {} : { from: Temporal.PlainTime.from(from) }),
    ...(to === null ? {} : { to: Temporal.PlainTime.from(to) }),
    ...(today ? { today: true as const } : {}),
  } as const;
  return rule(source, () => piece);
}

/** The parts of every day, as every language cuts it. */
export const hours = {
  morning: [null, '12:00'],
  afternoon: ['12:00', '18:00'],
  night: ['18:00', null],
  dawn: ['00:00', '06:00'],
} as const satisfies Record<Half, Bounds>;
