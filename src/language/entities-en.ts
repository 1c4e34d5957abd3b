/** What English says around names and numbers: see `entities-pt.ts`. */
export const nameLeadsEn: readonly string[] = [
  'my full name is',
  'my name is',
  "my name's",
  'the name is',
  "the name's",
  'under the name of',
  'under the name',
  'call me',
];
export const nameLeadsWeakEn: readonly string[] = ['this is', 'i am', "i'm", "it's"];

export const notNamesEn: ReadonlySet<string> = new Set(
  `i you me my we they he she it the a an and or not no yes ok sure please thanks thank hi hello hey good morning afternoon
  evening want need like would can could book schedule cancel change move reschedule appointment booking time today tomorrow
  monday tuesday wednesday thursday friday saturday sunday week next how much what when where who why is are at on for with
  late running allergic pregnant sorry new client customer here back when if later someone somebody person human haircut
  nails beard wax massage price cost interested looking happy fine great`.split(/\s+/),
);

export const countedEn = {
  people: 'people persons person adults kids children friends girls guys women men ladies',
  times: 'sessions appointments times slots visits',
} as const;

export const numbersEn = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8 } as const;
