import { likely, type Model } from './classify.ts';
import { readModel } from './model.ts';
import { topics } from './topics.gen.ts';

let read: Model | null = null;
/** A turn asks about the same words several times. */
let latest: { readonly text: string; readonly topics: Topical[] } | null = null;

/** The class of what is no question of this kind. */
const none = 'none';

export type Topical = { readonly name: string; readonly probability: number };

const probabilityMin = 0.1;

/**
 * What a question to any house may be about ("parking", "how long it lasts"), in whichever words, the most probable
 * first: learnt from topics.txt. Empty: nothing that was learnt.
 */
export function topicsIn(text: string): readonly Topical[] {
  if (latest?.text !== text) latest = { text, topics: told(text) };
  return latest.topics;
}

function told(text: string): Topical[] {
  read ??= readModel(topics);
  return likely(text, read).filter(({ name, probability }) => name !== none && probability >= probabilityMin);
}
