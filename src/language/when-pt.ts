import { fillersPt } from './abbreviations-pt.ts';
import { wordsOf } from './normalise.ts';
import { numbersPt } from './numbers-pt.ts';
import { ruleBook } from './when-piece.ts';
import { asidesPt } from './when-pt-aside.ts';
import { countedPt } from './when-pt-beside.ts';
import { clockPt } from './when-pt-clock.ts';
import { datesPt } from './when-pt-dates.ts';
import { daysPt } from './when-pt-days.ts';
import { holidaysPt } from './when-pt-holidays.ts';
import { linksPt } from './when-pt-links.ts';
import { nothingsPt } from './when-pt-nothing.ts';
import { partsPt } from './when-pt-parts.ts';
import { spansPt } from './when-pt-spans.ts';
import { mendPt } from './when-pt-spelling.ts';
import { anyTimePt, barePt } from './when-pt-bare.ts';
import type { WhenPack } from './when.ts';

const rules = ruleBook([
  ...nothingsPt,
  ...asidesPt,
  ...countedPt,
  ...daysPt,
  ...datesPt,
  ...holidaysPt,
  ...spansPt,
  ...clockPt,
  ...partsPt,
]);

/** Portuguese as people write it on WhatsApp in Brazil. */
export const whenPt: WhenPack = {
  rules,
  links: linksPt,
  words: { wordsOf, fillers: fillersPt, numbers: numbersPt, mend: mendPt },
  bare: barePt,
  any: anyTimePt,
  shows:
    /(?<!\p{L})(?:segunda|ter[cç]a|quarta|quinta|sexta|janeiro|fevereiro|maio|junho|julho|setembro|outubro|novembro|dezembro|amanh[aã]|hoje)(?!\p{L})/iu,
};
