import type { LineWords } from './line.ts';
import { wordsIn, type Word } from './normalise.ts';
import { numbersEn } from './numbers-en.ts';
import { lexiconOf } from './when-lexicon.ts';
import { menderOf } from './when-spelling.ts';

/** The English words of time that several rules share. */

const weekdays: Readonly<Record<string, number>> = {
  monday: 1,
  tuesday: 2,
  wednesday: 3,
  thursday: 4,
  friday: 5,
  saturday: 6,
  sunday: 7,
};

const months: Readonly<Record<string, number>> = {
  january: 1,
  jan: 1,
  february: 2,
  feb: 2,
  march: 3,
  mar: 3,
  april: 4,
  apr: 4,
  may: 5,
  june: 6,
  jun: 6,
  july: 7,
  jul: 7,
  august: 8,
  aug: 8,
  september: 9,
  sept: 9,
  sep: 9,
  october: 10,
  oct: 10,
  november: 11,
  nov: 11,
  december: 12,
  dec: 12,
};

const units: Readonly<Record<string, Temporal.DurationLike>> = {
  day: { days: 1 },
  week: { days: 7 },
  fortnight: { days: 14 },
  month: { months: 1 },
  year: { years: 1 },
  hour: { hours: 1 },
  minute: { minutes: 1 },
};

export const lexiconEn = lexiconOf({ weekdays, months, units }, (word) => word.replace(/s$/, ''));

export const weekdayName = '(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?)';
/** A month written out; "may" and "march" are words too, so alone they are none. */
export const monthName = '(?:january|february|march|april|may|june|july|august|september|october|november|december)';
export const monthWord = `(?:${monthName}|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\\b\\.?)`;
export const unitWord = '(?:day|week|fortnight|month|year|hour|minute)s?';

/** What may stand after a bare hour, so that it counts nothing. */
export const hourEnds =
  '(?= *(?:$|[.,;!?()\\n\\p{Extended_Pictographic}-])| (?:on|in|at|and|or|to|for|the|this|next|tomorrow|today|tonight|please|pls|if|but|would|will|with|is|works?|work|ok|okay|sharp|instead|then|thanks|thank|can|could|i|do|does|any|maybe|or so|ish|monday|tuesday|wednesday|thursday|friday|saturday|sunday|until|till|each|every|it|that|so|because|when|too|not|you|we|my)(?![\\p{L}\\d]))';

const short: Readonly<Record<string, string>> = {
  tmrw: 'tomorrow',
  tmr: 'tomorrow',
  tmrow: 'tomorrow',
  tomo: 'tomorrow',
  tonite: 'tonight',
  mon: 'monday',
  tue: 'tuesday',
  tues: 'tuesday',
  wed: 'wednesday',
  weds: 'wednesday',
  thu: 'thursday',
  thur: 'thursday',
  thurs: 'thursday',
  fri: 'friday',
  sat: 'saturday',
  sun: 'sunday',
  hr: 'hour',
  hrs: 'hours',
  min: 'minutes',
  mins: 'minutes',
  wk: 'week',
  wks: 'weeks',
  wkend: 'weekend',
  aft: 'afternoon',
  morn: 'morning',
  pls: 'please',
  plz: 'please',
  u: 'you',
  midday: 'noon',
  noonish: 'around noon',
  arvo: 'afternoon',
};

const mended = menderOf({
  known:
    'monday tuesday wednesday thursday friday saturday sunday tomorrow today tonight january february november december september october weekend morning afternoon evening'.split(
      ' ',
    ),
  own: new Set(
    'mourning sundae mornings evenings weekends toady todays fridays mondays sundays saturdays thursdays tuesdays wednesdays even'.split(
      ' ',
    ),
  ),
  spelt: {
    tommorow: 'tomorrow',
    tommorrow: 'tomorrow',
    tomorow: 'tomorrow',
    wensday: 'wednesday',
    wendesday: 'wednesday',
    thrusday: 'thursday',
  },
});

/** How English is read before its rules see it. */
export const wordsEn: LineWords = {
  wordsOf: (text) => wordsIn(text, short),
  fillers: new Set('um uh erm hmm hm er umm'.split(' ')),
  numbers: numbersEn,
  mend: (words: Word[]) => words.map(({ text, span }) => ({ text: mended(text), span })),
};
