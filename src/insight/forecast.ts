/** A straight line through what was seen. `null`: too little was seen to draw one. */
export type Trend = { readonly perDay: number; readonly now: number };

/** Days that a line needs below it: of fewer, a weekend bends it. */
export const trendDaysMin = 7;

/** The line of least squares through values a day apart, the newest last; unknown ones are left out. */
export function trendOf(values: readonly (number | null)[]): Trend | null {
  const points = values.flatMap((value, day) => (value === null ? [] : [{ day, value }]));
  if (points.length < trendDaysMin) return null;
  const mean = (of: (point: { day: number; value: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [day, value] = [mean((point) => point.day), mean((point) => point.value)];
  const spread = mean((point) => (point.day - day) ** 2);
  const perDay = mean((point) => (point.day - day) * (point.value - value)) / spread;
  return { perDay, now: value + perDay * (values.length - 1 - day) };
}

/** Days until the line reaches the limit; 0: it has; `null`: it does not rise. */
export function daysUntil({ perDay, now }: Trend, limit: number): number | null {
  if (now >= limit) return 0;
  return perDay <= 0 ? null : (limit - now) / perDay;
}
