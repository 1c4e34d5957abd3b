import type { Clauses } from './when-beside.ts';
import { nextWeekOf, offset, weekOffset, type Offsets } from './when-offset.ts';
import type { Rule } from './when-piece.ts';

/** How English tells what a clause is about. */
export const clausesEn: Clauses = {
  breaks:
    /[.!?;,\n]+| (?:so|but|because|since|cause|then(?! *(?:$|[.,!?;]))|and (?=i |we |could |can |would |want )|lets|let's)(?![\p{L}])/gu,
  wishes:
    /(?<![\p{L}])(?<!not )(?:can (?:i|you|we)|could (?:i|you|we)|i(?: woul)?'?d (?:like|love|prefer)|would (?:like|love|prefer|be (?:lovely|ideal|great|perfect))|book|please|do you have|is there|are there|any(?:thing)? (?:slots?|openings?|after|before|at)|works|say|how about|what about|make it|put me|i can|i'm free|then(?= *$)|my last chance|it has to be|has to be)(?![\p{L}])/u,
  tells:
    /(?<![\p{L}])(?:can't|cannot|we fly|i fly|fly (?:out|home)|flight|my conference|wedding|party|exam|class(?:es)?|meeting|dentist|doctor|graduation|recital|i (?:work|leave|arrive|land|get off|finish)|i have (?!time|free|availab|room|the (?:morning|afternoon|evening|day))\p{L}+|i(?:'m| am)? (?:travel\p{L}*|away|busy)|i've got|i (?:came|went|was (?:there|in)|visited|did|got)|we (?:came|went)|staying|leaving|arriving|checking out|my kid)(?![\p{L}])/u,
  was: /(?<![\p{L}])(?:my (?:appointment|booking|slot) (?:is|was|on|at|for)|i had|i was (?:thinking|booked)|(?:it was|was|were) (?:booked |set |scheduled |supposed to be )(?:for |on |at )*(?:\p{L}+day|\d+|today|tomorrow)|said|told me|thought|i was thinking|i booked|thinking)(?![\p{L}])/u,
};

/** How English counts from another day. */
export const offsetsEn: Offsets = {
  of: /^ (?:the )?$/u,
  before: /^ (?:right |just )?before (?:the )?$/u,
  after: /^ (?:right |just )?after (?:the )?$/u,
};

/** Days counted from another one. */
export const countedEn: readonly Rule[] = [
  offset('(?:on )?(?:the |a |1 )?day before', -1),
  offset('(?<n>[2-9]|10) days before', -1),
  offset('(?:a |1 |the )?week before', -7),
  offset('(?<n>[2-9]|10) days after', 1),
  offset('(?:a |1 )week after', 7),
  offset('(?:on )?(?:the |a )?day after', 1),
  offset('(?:the )?(?:next|following) day', 1, true),
  nextWeekOf(
    '(?:(?:in|for|on|during) )?(?:the following week|following week|the week after(?: that)?(?= *(?:$|[.,;!?])))',
  ),
  weekOffset('(?:the )?week (?:following|after)', 1),
];
