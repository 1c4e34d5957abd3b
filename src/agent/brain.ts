import type { Business, BusinessId } from '../business/business.ts';
import type { Said } from '../conversations/content.ts';
import type { ConversationId } from '../conversations/conversation.ts';
import type { Command } from './command.ts';
import type { DialogueState } from './state.ts';

/** All that a brain may look at. */
export type Scene = {
  readonly business: Business;
  readonly state: DialogueState;
  readonly contactName: string | null;
  /** The burst, oldest first. */
  readonly said: readonly Said[];
  readonly now: Temporal.Instant;
};

/** The turn that is thought about, for the record of what it cost. A brain sees nothing through it. */
export type TurnKey = {
  readonly business: BusinessId;
  readonly conversation: ConversationId;
  readonly fence: number;
};

/** What was understood, and by whom: our rules alone, or a model within them. */
export type Understood = { readonly by: 'offline' | 'llm'; readonly commands: readonly Command[] };

/** Turns what a contact said into commands; it decides nothing and writes nothing of the conversation. */
export type Brain = (scene: Scene, signal: AbortSignal, turn: TurnKey) => Promise<Understood>;
