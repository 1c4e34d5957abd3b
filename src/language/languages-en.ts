import type { LanguageLexicon } from './languages.ts';

/** What gives English away. */
export const lexiconEn: LanguageLexicon = {
  words: new Set(
    `the i you your yours my mine is are was were be been does did could would will want need have has had what when
    where how much many which who why hi hello hey thanks thank thx please pls yes yeah yep nope appointment
    appointments book booked booking schedule reschedule tomorrow today tonight yesterday monday tuesday wednesday
    thursday friday saturday sunday at on for with and or but not it its this that these those next week weeks
    morning afternoon evening night noon midnight clock hair haircut nail nails price prices cost open close closed
    available availability any there time like we our they them from after before between past half quarter day days
    month late later earlier early sorry great good nice sure fine speak talk person someone somebody know get make
    take move change cancel card cash pay one two three four five six seven eight nine ten cheers works work problem
    new customer bye never mind got let she his her him here just only also too very more some none all both each
    every other another same again still soon now then than because about around over under back off out down into
    first last free busy full slot slots service services massage facial wax waxing beard eyebrows haircuts color
    colour wife husband daughter son friend kid kids help question info discount cheaper expensive parking location
    address far near walk ready wait waiting arrive arriving coming came see saw seen said say tell told ask needs
    wants wanted would've must should might may shall let's ok'd love loved perfect awesome cool alright okay
    exactly confirm confirmed weekend holiday hour hours minute minutes pm fit usual thing things way really
    actually maybe instead without during until since can up by if of in`.split(/\s+/),
  ),
  shape: /ing$|ght|^(?:th|wh)|tion$|(?:ould|ness|ful|ly|ck)$/,
  signs: /\b(?:i'm|i'd|i'll|don't|can't|what's|it's|you're|o'clock|that's)\b/iu,
};
