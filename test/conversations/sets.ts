import { corpusFile, judgedCorpus } from '../blind/public-dates.ts';
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

function publicDates(): Figure[] {
  const judged = judgedCorpus();
  if (!judged) return [{ name: 'public dates', value: `no corpus at ${corpusFile}`, goal: '≥ 88.0 %', met: null }];
  const count = (wanted: string) => judged.filter(({ verdict }) => verdict === wanted).length;
  return [
    shareOf('public dates: right', count('right'), judged.length, 0.88),
    atMost('public dates: silently wrong', (100 * count('wrong')) / judged.length, 4, '%'),
  ];
}
