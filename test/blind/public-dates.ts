import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { whenNotation, type WhenNotation } from '../../src/language/when-notation.ts';
import { whenIn } from '../../src/language/when.ts';

/** Sentences of three public corpora. They are data with licences of their own, so they are not kept here. */
export const corpusFile = join(process.env['SHARED_DIR'] ?? '../shared', 'data/pt-dates-dev.json');

const Corpus = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      reference: z.string(),
      type: z.enum(['date', 'time', 'datetime']),
      expected: z.array(z.string()),
    }),
  ),
});
type Item = z.output<typeof Corpus>['items'][number];

/** Each sentence of the corpora, read, and what became of it; `null` where they are not at hand. */
export function judgedCorpus(): { readonly item: Item; readonly verdict: ReturnType<typeof verdict> }[] | null {
  if (!existsSync(corpusFile)) return null;
  return Corpus.parse(JSON.parse(readFileSync(corpusFile, 'utf8'))).items.map((item) => {
    const now = Temporal.PlainDateTime.from(item.reference).toZonedDateTime('America/Sao_Paulo');
    return { item, verdict: verdict(whenNotation(whenIn(item.text, now), now.toPlainDate()), item) };
  });
}

function verdict(when: WhenNotation, item: Item): 'right' | 'wrong' | 'none' {
  if (when.kind === 'none' || when.kind === 'invalid') return 'none';
  return item.expected.some((expected) => meets(when, item, expected)) ? 'right' : 'wrong';
}

/** Where two readings are left the text is asked about, so either counts. */
function meets({ date, time }: WhenNotation, { type, reference }: Item, expected: string): boolean {
  const [days, times] = [date?.split('|') ?? [], time?.split('|') ?? []];
  if (type === 'date') return time === null && days.includes(expected);
  const isTime = times.includes(expected.slice(-8, -3));
  return (
    isTime && (type === 'time' || (days.length > 0 ? days : [reference.slice(0, 10)]).includes(expected.slice(0, 10)))
  );
}
