import { numberNothings } from './when-number.ts';
import { hours, ofToday, part } from './when-part.ts';
import { nothing, rule, type Rule } from './when-piece.ts';

const on = '(?:in the |during the |at |the |for the )?';
const early = '(?:in the |the )?(?:early|beginning of the|start of the)(?: in the)?';
const late = '(?:in the |the )?(?:late|end of the)(?: in the)?';

/** Parts of the day, the first and last of it, the same as before, earlier and later. */
export const partsEn: readonly Rule[] = [
  part(`${on}mornings?`, hours.morning, 'morning'),
  part(`${on}afternoons?`, hours.afternoon, 'afternoon'),
  part(`${on}(?:evenings?|nights?)`, hours.night, 'night'),
  ofToday('this morning', hours.morning, 'morning'),
  ofToday('this afternoon', hours.afternoon, 'afternoon'),
  ofToday('(?:this evening|tonight|for tonight)', hours.night, 'night'),
  part(`${early} mornings?|(?:really |very |bright and )?early(?: in the morning)?`, [null, '10:00'], 'morning'),
  part('(?:in the )?mid-? ?morning', ['09:00', '11:00'], 'morning'),
  part(`${late} morning`, ['10:30', '12:00'], 'morning'),
  part(`${early} afternoon`, ['12:00', '15:00'], 'afternoon'),
  part('(?:in the )?mid-? ?afternoon', ['14:00', '17:00'], 'afternoon'),
  part(`${late} afternoon`, ['16:00', '19:00'], 'afternoon'),
  part(`${early} evening`, ['18:00', '20:00'], 'night'),
  part('(?:at )?(?:the )?end of (?:the )?day', ['16:00', null]),
  part('(?:at |around |over |during |on )?(?:my )?lunch ?(?:time|break|hour)?', ['12:00', '14:00']),
  part('after lunch', ['13:00', null]),
  part('before lunch', [null, '12:00']),
  part('(?:after|when i (?:get off|leave|finish)|once i finish) work', ['18:00', null]),
  part('before work', [null, '09:00']),
  part('(?:at )?any ?time(?: of (?:the )?day)?|all day|whenever', [null, null]),
  rule(
    '(?:the |your )?(?:1st|earliest) (?:slot|appointment|time|opening|available)(?: of the day| available)?|1st thing(?: in the morning)?|when you open|as (?:early|soon) as (?:possible|you can)|asap|(?:the )?earliest(?: possible)?',
    () => ({
      kind: 'edge',
      edge: 'first',
    }),
  ),
  rule(
    '(?:the |your )?(?:last|latest) (?:slot|appointment|time|opening)(?: of the day| available)?|as late as possible|(?:the )?latest(?: possible)?',
    () => ({
      kind: 'edge',
      edge: 'last',
    }),
  ),
  rule('(?:at )?the same (?:time|hour)', () => ({ kind: 'sameTime', as: 'booking' })),
  rule('(?:at )?that (?:time|hour)', () => ({ kind: 'sameTime', as: 'offer' })),
  rule('(?:a (?:bit|little) |slightly |anything |something )?later(?! (?:than|this))', () => ({
    kind: 'shift',
    to: 'later',
  })),
  rule('(?:a (?:bit|little) |slightly |anything |something )?earlier(?! than)', () => ({
    kind: 'shift',
    to: 'earlier',
  })),
  rule('(?:right )?now(?! and)|immediately', (_, now) => ({
    kind: 'moment',
    at: now.round({ smallestUnit: 'minute', roundingMode: 'floor' }),
    about: true,
  })),
];

/** Looks like a time in English and is none. */
export const nothingsEn: readonly Rule[] = [
  nothing(
    'good (?:morning|afternoon|evening|night|day)|(?:happy|merry) (?:new year|christmas|easter|friday|monday|holidays|birthday)|morning(?=[!,])',
  ),
  nothing('(?:have|enjoy) (?:a |an |your )?(?:\\p{L}+ )?(?:day|evening|night|weekend|week|morning|afternoon|one)'),
  nothing(
    '(?:see you|see ya|talk|speak|bye|until|til|till)(?: you)?(?: soon| then)? ?(?:tomorrow|later|soon|then|today|on \\p{L}+day|\\p{L}+day|next week)?(?=[ .!]*$)',
  ),
  ...numberNothings,
  nothing(
    '\\d[\\d.,]* ?(?:reais|dollars?|bucks|euros?|pounds?|usd|%|percent|x|times|kg|cm|years?(?: old)?|people|persons?|degrees|of us)',
  ),
  nothing(
    '(?:for|takes?|lasts?|about|running|be|only) (?:about |around |only )?(?:\\d{1,3}|an?|half an) ?(?:hours?|minutes?)(?: (?:and a half|late|long|session))?(?! (?:from|after|before|past|to) )',
  ),
  nothing('\\d{1,3} ?(?:minutes?|seconds?|sessions?|people|days|weeks|months)(?: late)?'),
  nothing('\\d{1,2} ?hours?(?: (?:before|in advance|notice|late|long|a day))?|24 ?h|half an hour'),
  nothing('(?:the )?(?:2nd|1st|3rd|last|next) (?:time|option|session|visit|one|1|person|name)(?! (?:slot|of))'),
  nothing(
    "(?:about |around )?(?:\\d{1,3}|an?|a few) (?:days?|weeks?|months?|years?|hours?) ago(?<=(?:i|i've|we) (?:had|did|got|came|went|cut|dyed|was|have had)(?!\\p{L})[^.!?;\\n]{0,90})",
  ),
  nothing(
    '(?:christmas|xmas|new year|halloween|easter|black friday|valentines?) (?:nails?|designs?|decorations?|promo\\p{L}*|sale|discount|deals?|themes?|makeup|look|colou?rs?|gifts?|cards?|offers?)',
  ),
  nothing('(?:about|around|like|roughly) \\d{1,3}(?<=how many [^.!\\n]{0,90})(?! ?(?:am|pm))'),
  nothing('(?:just )?(?:a|1) (?:second|2nd|moment|minute|sec)'),
  nothing('(?:number|size|room|floor|apartment|apt|suite|option|guard|clipper|tone|shade|grade) ?#?\\d+(?:\\.\\d+)?'),
  nothing('\\d+ (?:\\p{L}+ )?(?:street|avenue|road|st|ave|rd)'),
  nothing(
    '(?:running|be|too|am|was|is|arrive|arriving) (?:a (?:bit|little) )?late|sooner or later|late fee|these days|one day|the other day|some day|every day|day spa|not (?:today|now)|for now|right away|now and then|by now|until now|last minute',
  ),
  nothing('at the (?:latest|earliest)|sun(?= (?:damage|burn|block|screen|exposure|spots?|tan|kissed|light))'),
  nothing('may i|may be|may we|might'),
];
