/** Values over the same places, side by side as bars or joined by lines. `null` is unknown: a gap, never a zero. */
export type Chart = {
  readonly title: string;
  readonly form: 'bars' | 'lines';
  readonly places: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  /** A value as people read it. */
  readonly format: (value: number) => string;
};

/** Told apart by who sees no red or green, too; and dark enough for text on white. */
export const colours = ['#1864ab', '#c2410c', '#2b8a3e', '#5f3dc4'] as const;

const [width, height] = [640, 190];
const area = { left: 64, right: 12, top: 34, bottom: 24 } as const;
const ink = '#495057';

/** The chart as SVG that needs nothing else: the same picture in a page and on paper. */
export function svgOf(chart: Chart): string {
  const scale = scaleOf(chart);
  const drawn = chart.series.map(({ values }, index) =>
    chart.form === 'bars' ? bars(values, { index, of: chart.series.length }, scale) : lines(values, index, scale),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(spoken(chart))}">`,
    text(area.left, 14, chart.title, { weight: 'bold', size: 12 }),
    ...legend(chart),
    ...grid(chart, scale),
    ...drawn.flat(),
    '</svg>',
  ].join('');
}

type Scale = { readonly lowest: number; readonly highest: number; readonly step: number; readonly places: number };

const known = (values: readonly (number | null)[]) => values.flatMap((value) => (value === null ? [] : [value]));

/** Bars stand on zero; a line that stays far from it (a share of 99.9 %) fills the height. */
function scaleOf({ form, series, places }: Chart): Scale {
  const values = series.flatMap((each) => known(each.values));
  const [least, most] = [Math.min(...values, Infinity), Math.max(...values, form === 'bars' ? 0 : -Infinity)];
  if (values.length === 0) return { lowest: 0, highest: 1, step: 1, places: places.length };
  const lowest = form === 'lines' && least > 0 && most - least < least / 2 ? least : Math.min(0, least);
  const step = roundStep(
    (most === lowest ? Math.abs(most) / 4 : Math.max((most - lowest) / 4, Math.abs(most) / 1e6)) || 1,
  );
  // What never changes is a line along the top: a share of 100 % has nothing above it.
  const floor = Math.floor(lowest / step) * step - (most === lowest && lowest > 0 ? step : 0);
  return { lowest: floor, highest: Math.max(floor + step, Math.ceil(most / step) * step), step, places: places.length };
}

/** The next 1, 2 or 5 times a power of ten. */
function roundStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 5, 10].find((each) => each * power >= raw) ?? 10;
  return factor * power;
}

const xOf = (place: number, { places }: Scale) =>
  area.left + ((place + 0.5) * (width - area.left - area.right)) / Math.max(1, places);
const yOf = (value: number, { lowest, highest }: Scale) =>
  height - area.bottom - ((value - lowest) / (highest - lowest)) * (height - area.top - area.bottom);
const at = (number: number) => String(Math.round(number * 10) / 10);

function bars(
  values: readonly (number | null)[],
  { index, of }: { index: number; of: number },
  scale: Scale,
): string[] {
  const room = ((width - area.left - area.right) / Math.max(1, scale.places)) * 0.8;
  const wide = Math.max(1, room / of - 1);
  const zero = yOf(Math.max(0, scale.lowest), scale);
  return values.flatMap((value, place) => {
    if (value === null) return [];
    const [left, top] = [xOf(place, scale) - room / 2 + (index * room) / of, Math.min(zero, yOf(value, scale))];
    const high = Math.abs(zero - yOf(value, scale));
    return [
      `<rect x="${at(left)}" y="${at(top)}" width="${at(wide)}" height="${at(high)}" fill="${colours[index % colours.length]}"/>`,
    ];
  });
}

/** A line for each stretch without a gap, and a point where one stands alone. */
function lines(values: readonly (number | null)[], index: number, scale: Scale): string[] {
  const colour = colours[index % colours.length];
  const runs: string[][] = [[]];
  values.forEach((value, place) => {
    if (value === null) runs.push([]);
    else runs.at(-1)?.push(`${at(xOf(place, scale))},${at(yOf(value, scale))}`);
  });
  return runs.flatMap((run) => {
    const [first = ''] = run;
    const [x = '', y = ''] = first.split(',');
    if (run.length === 0) return [];
    if (run.length === 1) return [`<circle cx="${x}" cy="${y}" r="2.5" fill="${colour}"/>`];
    return [`<polyline points="${run.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`];
  });
}

function grid({ places, format }: Chart, scale: Scale): string[] {
  const count = Math.round((scale.highest - scale.lowest) / scale.step);
  const rows = Array.from({ length: count + 1 }, (_, index) => scale.lowest + index * scale.step).flatMap((value) => {
    const y = yOf(value, scale);
    return [
      `<line x1="${area.left}" y1="${at(y)}" x2="${width - area.right}" y2="${at(y)}" stroke="#dee2e6" stroke-width="1"/>`,
      text(area.left - 6, y + 3, format(value), { anchor: 'end' }),
    ];
  });
  const every = Math.max(1, Math.ceil(places.length / 12));
  const names = places.flatMap((name, place) =>
    place % every === 0 ? [text(xOf(place, scale), height - 8, name, { anchor: 'middle' })] : [],
  );
  return [...rows, ...names];
}

function legend({ series }: Chart): string[] {
  if (series.length < 2) return [];
  const room = (width - area.left - area.right) / series.length;
  return series.flatMap(({ name }, index) => {
    const left = area.left + index * Math.min(room, 170);
    return [
      `<rect x="${at(left)}" y="20" width="9" height="9" fill="${colours[index % colours.length]}"/>`,
      text(left + 13, 28, name, {}),
    ];
  });
}

type Look = { readonly anchor?: 'middle' | 'end'; readonly weight?: 'bold'; readonly size?: number };

function text(x: number, y: number, words: string, { anchor, weight, size = 9 }: Look): string {
  const more = `${anchor ? ` text-anchor="${anchor}"` : ''}${weight ? ` font-weight="${weight}"` : ''}`;
  return `<text x="${at(x)}" y="${at(y)}" font-family="Roboto, sans-serif" font-size="${size}" fill="${ink}"${more}>${escaped(words)}</text>`;
}

export const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** What who does not see it is told. */
function spoken({ title, series, format }: Chart): string {
  const told = series.map(({ name, values }) => {
    const all = known(values);
    return all.length === 0 ? name : `${name} ${format(Math.min(...all))} – ${format(Math.max(...all))}`;
  });
  return `${title}: ${told.join('; ')}`;
}

const marks = '▁▂▃▄▅▆▇█';

/** A row of bars in text, as high as the values are; what is unknown is a dot. */
export function sparkOf(values: readonly (number | null)[]): string {
  const most = Math.max(...known(values), 0);
  return values
    .map((value) =>
      value === null ? '·' : (marks[most === 0 ? 0 : Math.round((value / most) * (marks.length - 1))] ?? marks[0]),
    )
    .join('');
}
