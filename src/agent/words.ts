/** How a language writes values. The same value is always written the same way. */
export type Words = {
  /** `R$ 80,00` */
  readonly money: (cents: number) => string;
  /** With its weekday: a relative day never stands alone. */
  readonly day: (day: Temporal.PlainDate) => string;
  /** The day as a place in time: "na sexta-feira, 27/11". */
  readonly onDay: (day: Temporal.PlainDate) => string;
  /** Short enough for a button. */
  readonly shortDay: (day: Temporal.PlainDate) => string;
  /** 24 hours, two digits each. */
  readonly time: (time: Temporal.PlainTime) => string;
  /** "às 16:00" */
  readonly at: (time: Temporal.PlainTime) => string;
  /** "das 09:00 às 12:00" */
  readonly fromTo: (from: Temporal.PlainTime, to: Temporal.PlainTime) => string;
  /** "com Ana" */
  readonly with: (professional: string) => string;
  readonly inNameOf: (name: string) => string;
  readonly total: string;
  readonly protocol: string;
  readonly minutes: (minutes: number) => string;
  readonly hours: (hours: number) => string;
  readonly percent: (percent: number) => string;
  readonly days: (days: number) => string;
  /** Weekdays, 1 is Monday: "segunda a sexta". */
  readonly weekdays: (weekdays: readonly number[]) => string;
  readonly listed: (items: readonly string[], last: 'and' | 'or') => string;
};
