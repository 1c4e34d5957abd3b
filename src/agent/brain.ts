import type { Business } from '../business/business.ts';
import type { Said } from '../conversations/content.ts';
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

/** Turns what a contact said into commands; it decides nothing and writes nothing. */
export type Brain = (scene: Scene, signal: AbortSignal) => Promise<Command[]>;
