import { questionIn, type TracedAct } from './acts.ts';

/** What the customer last heard. */
export type Heard = { readonly text: string; readonly acts: readonly TracedAct[] };

export type Condition = {
  /** `if` is decided when its turn comes; `when` waits until it holds, and later lines may go first. */
  readonly waits: boolean;
  readonly holds: (heard: Heard) => boolean;
};

type Maker = (match: RegExpExecArray) => (heard: Heard) => boolean;

const saying = (words: string) => new RegExp(words, 'i');

/** What is asked for when somebody asks "when", "what for", "who for". */
const askedSlots: Readonly<Record<string, readonly string[]>> = {
  time: ['date', 'newDate', 'half'],
  date: ['date', 'newDate', 'conflict'],
  day: ['date', 'newDate', 'conflict'],
  service: ['service'],
  name: ['name'],
  booking: ['which'],
  change: ['change'],
  person: ['person'],
  exception: ['exception'],
};

/** Each condition that a line may have, by its words. */
const table: readonly [RegExp, Maker][] = [
  [
    /^when asked (time|date|day|service|name|booking|change|person|exception)$/,
    ([, what = '']) =>
      ({ acts }) => {
        const question = questionIn(acts);
        if (what === 'time' && question?.act === 'offer') return true;
        return question?.act === 'ask' && (askedSlots[what] ?? []).includes(question.slot ?? '');
      },
  ],
  [
    /^when asked to confirm$/,
    () =>
      ({ acts }) =>
        questionIn(acts)?.act === 'confirm',
  ],
  [
    /^(?:if|when) offered$/,
    () =>
      ({ acts }) =>
        acts.some(({ act }) => act === 'offer'),
  ],
  [
    /^when offered the waitlist$/,
    () =>
      ({ acts }) =>
        acts.some(({ act, waits }) => act === 'offer' && waits === true),
  ],
  [
    /^(?:when|if) refused$/,
    () =>
      ({ acts }) =>
        acts.some(({ act }) => act === 'refuse'),
  ],
  [
    /^(?:when|if) done$/,
    () =>
      ({ acts }) =>
        acts.some(({ act }) => act === 'done'),
  ],
  [
    /^(?:when|if) lost$/,
    () =>
      ({ acts }) =>
        acts.some(({ act }) => act === 'lost'),
  ],
  [
    /^(?:when|if) asked which$/,
    () =>
      ({ acts }) =>
        acts.some(({ act }) => act === 'clarify'),
  ],
  [
    /^if bot assumes (\d\d\/\d\d)$/,
    ([, day = '']) =>
      ({ text }) =>
        text.includes(day),
  ],
  [
    /^told opens (\d{1,2})$/,
    ([, hour = '']) =>
      ({ text }) =>
        saying(`\\b0?${hour}(:00|h)`).test(text),
  ],
  [
    /^(?:if|when) told (.+)$/,
    ([, words = '']) =>
      ({ text }) =>
        saying(words).test(text),
  ],
];

/** Splits `(condition) what is said`; a line without one may always be said. */
export function conditionOf(line: string): { readonly condition: Condition | null; readonly said: string } {
  const [, prose, said] = /^\(([^)]+)\)\s*(.+)$/s.exec(line) ?? [];
  if (prose === undefined || said === undefined) return { condition: null, said: line };
  for (const [pattern, make] of table) {
    const match = pattern.exec(prose);
    if (match) return { condition: { waits: !prose.startsWith('if'), holds: make(match) }, said };
  }
  throw new Error(`"${prose}" is no condition`);
}
