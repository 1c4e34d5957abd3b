import { clausesEn, countedEn, offsetsEn } from './when-en-beside.ts';
import { clockEn } from './when-en-clock.ts';
import { datesEn } from './when-en-dates.ts';
import { nothingsEn, partsEn } from './when-en-parts.ts';
import { spansEn } from './when-en-spans.ts';
import { wordsEn } from './when-en-words.ts';
import type { Links } from './when-join.ts';
import { ruleBook } from './when-piece.ts';
import type { WhenPack } from './when.ts';

const around = '(?: on| at| in| the| for| by| before| after)*';

/** How English ties pieces together. */
const links: Links = {
  clauses: clausesEn,
  offsets: offsetsEn,
  startsAt: /(?:^|[^\p{L}])(?:from|starting|since|as of|any ?time from)(?: the| at)? $/u,
  after: /(?:^|[^\p{L}])(?:only |any ?time )?(?:after|later than|past)(?: the)? $/u,
  until: /(?:^|[^\p{L}])(?:until|till|til|up to|no later than|by)(?: the)? $/u,
  before: /(?:^|[^\p{L}])(?:any ?time )?(?:before|earlier than)(?: the)? $/u,
  onward: /^ (?:onwards?|and later|or later|and after)(?![\p{L}])/u,
  about: /(?:^|[^\p{L}])(?:around|about|roughly|approximately|approx|close to|near)(?: the| at)? $/u,
  aboutAfter: /^ ?(?:ish|or so|or thereabouts|more or less|approximately|approx)(?![\p{L}])/u,
  outOf: /(?:^|[^\p{L}])(?:from|between)(?: the)? $/u,
  opensRange: /^(?:from|between)(?![\p{L}])/u,
  toAlone: /^ ?(?:-|until|till|through|to)/,
  to: /^ ?(?:until|till|through|to|-|and)(?![\p{L}])/u,
  or: /^[ ,]*(?:or|and|nor|and\/or|\/)(?![\p{L}])/u,
  alternative: /(?:^|[ ,])(?:(?:(?:or|and),? )?if (?:not|that doesn't work|that's not possible)|or)(?![\p{L}])/u,
  moves: /^ ?,? ?(?:to|for)(?![\p{L}])/u,
  moving:
    /(?:^|[^\p{L}])(?:mov\p{L}*|chang\p{L}*|switch\p{L}*|resched\p{L}*|push\p{L}*|shift\p{L}*|swap\p{L}*|postpon\p{L}*|bring\p{L}*)(?![\p{L}])/u,
  movesFrom: /(?!)/u,
  insteadOf: /(?:instead of|rather than|in place of) ?(?:on |at |the )*$/u,
  corrects:
    /(?:^|[^\p{L}])(?:no|sorry|oops|actually|i mean|i meant|rather|make (?:it|that)|but rather|scratch that|not good)(?![\p{L}])/u,
  opensCorrection:
    /^[ ,.]*(?:(?:no|sorry|oops|actually|i mean|i meant|wait|rather|correction|scratch that|my mistake)[ ,.!]+)+(?:(?:i|meant|mean|it|is|it's|was|make|that|on|the|for|to|at|better|i'd prefer|prefer) ?)*$/u,
  refusesThis: /,? ?,? (?:and )?not (?:on |the |at )*$/,
  refusesFirst: /(?:^|[.,;:!?] ?)not (?:on |the |at )*$/,
  refusesBefore: new RegExp(
    String.raw`(?:^|[^\p{L}])(?:(?:doesn't|does not|won't|will not) work|except|but not|anything but|any day but|isn't good|is not good|nothing(?= (?:before|after|earlier|later)))${around} $`,
    'u',
  ),
  cannotBefore: new RegExp(
    String.raw`(?:^|[^\p{L}])(?:i )?(?:can't|cannot|can not|couldn't|won't|don't want|am not free|i'm not free|not free|not available)(?: (?:do|make|make it|come|be there))?${around} $`,
    'u',
  ),
  refusesAfter:
    /^ (?:(?:really|just|unfortunately) )*(?:doesn't work|does not work|won't work|isn't good|is no good|is bad|is not possible|is impossible|not|no)(?![\p{L}])/u,
  cannotAfter: /^ (?:i )(?:can't|cannot|won't)(?![\p{L}])/u,
};

/** English as its speakers write to a Brazilian business: 03/04 is the third of April, as everybody there writes it. */
export const whenEn: WhenPack = {
  rules: ruleBook([...nothingsEn, ...countedEn, ...datesEn, ...spansEn, ...clockEn, ...partsEn]),
  links,
  words: wordsEn,
  bare: /^(?:(?:maybe|i want|i'd like|let's say|make it|say|ok|okay|yes|at|on|the|day|around|about|for|then)[ ,]+)*(?<n>\d{1,2})(?:st|nd|rd|th)?(?: ?(?:or|\/|,) ?(?:at |the )?(?<o>\d{1,2})(?:st|nd|rd|th)?)?(?: (?:please|thanks|is fine|is good|works|then|would be great|ok|okay))*[ .!]*$/,
  any: /^(?:whatever|any|anything|either|i don't mind|whichever|any (?:day|time)|whenever|up to you|don't care|doesn't matter)(?: (?:is fine|works|you have|works for you))*[ .!]*$/,
  shows:
    /(?<!\p{L})(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|april|june|july|august|september|october|november|december|tomorrow|tonight)(?!\p{L})/iu,
};
