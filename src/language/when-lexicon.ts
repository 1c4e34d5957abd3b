/** The words of a language that name days, months and lengths of time; folded. */
export type Names = {
  /** 1 is Monday. */
  readonly weekdays: Readonly<Record<string, number>>;
  readonly months: Readonly<Record<string, number>>;
  readonly units: Readonly<Record<string, Temporal.DurationLike>>;
};

export type Lexicon = {
  /** 1 to 7; 0 for what is no weekday. */
  readonly weekdayOf: (text: string | undefined) => number;
  /** 1 to 12, or undefined for what is no month. A number is its own month. */
  readonly monthOf: (text: string | undefined) => number | undefined;
  /** So many of a unit. */
  readonly lengthOf: (count: number, unit: string | undefined) => Temporal.Duration;
};

/** @param plain takes off what may trail a name: a plural, "-feira" */
export function lexiconOf({ weekdays, months, units }: Names, plain: (word: string) => string): Lexicon {
  return {
    weekdayOf: (text = '') => find(weekdays, plain(text)) ?? 0,
    monthOf: (text) =>
      text === undefined || /^\d+$/.test(text) ? numberOf(text) : find(months, text.replace('.', '')),
    lengthOf: (count, unit = '') => times(find(units, unit) ?? find(units, plain(unit)) ?? { days: 1 }, count),
  };
}

function find<Value>(table: Readonly<Record<string, Value>>, word: string): Value | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function times(length: Temporal.DurationLike, count: number): Temporal.Duration {
  const one = Temporal.Duration.from(length);
  return Temporal.Duration.from({
    years: one.years * count,
    months: one.months * count,
    days: one.days * count,
    hours: one.hours * count,
    minutes: one.minutes * count,
  });
}
