import type { Content } from '../conversations/content.ts';
import type { ReplyPlan } from './act.ts';
import type { Scene, TurnKey } from './brain.ts';

/** What is about to be said, in the words it is written in. */
export type Spoken = { readonly plan: ReplyPlan; readonly contents: readonly Content[] };

/** Says it in other words, or as it is written. It changes nothing of what is said, and no option of it. */
export type Voice = (spoken: Spoken, scene: Scene, signal: AbortSignal, turn: TurnKey) => Promise<readonly Content[]>;
