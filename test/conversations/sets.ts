import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { whenIn, type When } from '../../src/language/when.ts';
import { scores } from '../blind/run.ts';
import { atMost, shareOf, type Figure } from './figures.ts';

/** The goals of the figures that the blind sets print, by set and name: the least share, or the most. */
const goals: Readonly<Record<string, readonly [least: number | null, most: number | null]>> = {
  'intents: intent accuracy': [0.92, null],
  'intents: confidently wrong': [null, 0.03],
  'intents: out-of-scope recall': [0.8, null],
  'handoff: precision': [0.9, null],
  'handoff: recall': [0.95, null],
  'handoff: explicit-request recall': [1, null],
  'knowledge: success at 1': [0.8, null],
  'knowledge: abstention precision': [0.95, null],
  'dates: right': [0.98, null],
  'dates: silently wrong': [null, 0.005],
  'dates: false positives': [null, 0],
};

/** What the sets that others wrote say of understanding; of the public dates only where they are at hand. */
export function setFigures(): Figure[] {
  const blind = Object.entries(scores).flatMap(([set, score]) =>
    score('blind').figures.flatMap(({ name, hits, of }): Figure[] => {
      // Indented ones are details of the one above.
      if (name.startsWith(' ')) return [];
      const full = `${set}: ${name}`;
      const [least, most] = goals[full] ?? [null, null];
      if (least !== null) return [shareOf(full, hits, of, least)];
      if (most !== null) return [atMost(full, (100 * hits) / of, 100 * most, '%')];
      return [{ name: full, value: `${((100 * hits) / of).toFixed(1)} %  (${hits} of ${of})`, goal: '–', met: null }];
    }),
  );
  return [...blind, ...publicDates()];
}

const Corpus = z.object({
  items: z.array(
    z.object({
      text: z.string(),
      reference: z.string(),
      type: z.enum(['date', 'time', 'datetime']),
      expected: z.array(z.string()),
    }),
  ),
});
type Item = z.output<typeof Corpus>['items'][number];

/** As `src/language/when-corpus.test.ts` scores them. */
function publicDates(): Figure[] {
  const file = join(process.env['SHARED_DIR'] ?? '../shared', 'data/pt-dates-dev.json');
  if (!existsSync(file)) return [{ name: 'public dates', value: `no corpus at ${file}`, goal: '≥ 88.0 %', met: null }];
  const { items } = Corpus.parse(JSON.parse(readFileSync(file, 'utf8')));
  const verdicts = items.map((item) => {
    const now = Temporal.PlainDateTime.from(item.reference).toZonedDateTime('America/Sao_Paulo');
    return verdictOf(whenIn(item.text, now), item);
  });
  const count = (verdict: string) => verdicts.filter((each) => each === verdict).length;
  return [
    shareOf('public dates: right', count('right'), items.length, 0.88),
    atMost('public dates: silently wrong', (100 * count('wrong')) / items.length, 4, '%'),
  ];
}

function verdictOf(when: When | null, item: Item): 'right' | 'wrong' | 'none' {
  const isVoid = when?.problem !== undefined && when.problem.kind !== 'past';
  if (!when || isVoid || (when.date === undefined && when.time === undefined)) return 'none';
  return item.expected.some((expected) => isMet(when, item, expected)) ? 'right' : 'wrong';
}

function isMet({ date, time, ambiguous }: When, { type, reference }: Item, expected: string): boolean {
  const day = date instanceof Temporal.PlainDate ? date.toString() : date === undefined ? reference.slice(0, 10) : '';
  if (type === 'date') return time === undefined && date !== undefined && day === expected;
  if (!(time instanceof Temporal.PlainTime)) return false;
  if (type === 'datetime' && day !== expected.slice(0, 10)) return false;
  const halves = ambiguous?.includes('halfOfDay') ? [time, time.add({ hours: 12 })] : [time];
  return halves.some((half) => half.toString().slice(0, 5) === expected.slice(-8, -3));
}
