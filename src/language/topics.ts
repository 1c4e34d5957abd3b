import { directionsMax, likeness, meaningOf } from './meaning.ts';
import learnt from './meaning.gen.json' with { type: 'json' };
import { readNumbers } from './rows.ts';

let read: { readonly name: string; readonly meaning: Float32Array }[] | null = null;

/** A topic, and how near a text is to what is asked about it: the cosine between them. */
export type Topical = { readonly name: string; readonly near: number };

/** What a question to any house is nearest to ("parking", "how long it lasts"), in whichever words: learnt from topics.txt. */
export function topicOf(text: string): Topical | null {
  read ??= Object.entries(learnt.topics).map(([name, file]) => {
    const numberAt = readNumbers(file);
    return { name, meaning: Float32Array.from({ length: directionsMax }, (_, at) => numberAt(at)) };
  });
  const meaning = meaningOf(text);
  return read.reduce<Topical | null>((best, topic) => {
    const near = likeness(meaning, topic.meaning);
    return best && best.near >= near ? best : { name: topic.name, near };
  }, null);
}
