import { randomUUID } from 'node:crypto';
import type { Brain } from './agent/brain.ts';
import type { Command } from './agent/command.ts';
import { noticeRound, type UnaskedDeps } from './agent/notice.job.ts';
import { offline } from './agent/offline.ts';
import { templatesOf } from './agent/templates.ts';
import { takeTurn, type TurnDeps } from './agent/turn.job.ts';
import type { Voice } from './agent/voice.ts';
import { waitlistRound } from './agent/waitlist.job.ts';
import { cachedAgenda, type AgendaCache } from './bookings/agenda.store.ts';
import { cachedBusiness, type BusinessCache } from './business/business.store.ts';
import { closeTurns } from './conversations/closing.store.ts';
import type { Content } from './conversations/content.ts';
import type { ConversationId } from './conversations/conversation.ts';
import { claimOutgoing, recordAccepted } from './conversations/outbox.store.ts';
import { claimTurns, type OpenedTurn } from './conversations/turn.store.ts';
import type { Db } from './platform/db.ts';
import { openLog } from './platform/log.ts';
import type { Round } from './platform/runner.ts';

const lease = Temporal.Duration.from('PT30S');
const thought = Temporal.Duration.from('PT15S');

/** As a worker has them by default. */
const calm = Temporal.Duration.from('PT10M');
const templates = templatesOf({
  TEMPLATE_REMINDER: ['visit_reminder'],
  TEMPLATE_FOLLOW_UP: ['visit_follow_up'],
  TEMPLATE_FREED: ['slot_freed'],
});

/** A turn that was claimed, how it went, and how long it took from its claim on. */
export type Taken = {
  readonly conversation: ConversationId;
  readonly fence: number;
  readonly commands: readonly Command[];
  readonly tookMs: number;
  /** What was thrown instead of an answer; `null`: it was answered, or was no longer ours. */
  readonly fault: unknown;
};

/** Something that reached a contact. */
export type Sent = { readonly conversation: ConversationId; readonly content: Content };

/**
 * The real engine on a real database, driven by hand: nothing happens but what is called, and the clock stands where
 * it was set. It takes everything that is due in the database, so a database has one engine at a time.
 */
export type Engine = {
  readonly clock: () => Temporal.Instant;
  readonly setClock: (at: Temporal.Instant) => void;
  /** Who understands from now on. */
  readonly setBrain: (brain: Brain) => void;
  /** Who finds the words. */
  readonly setVoice: (voice: Voice) => void;
  /** Answers all that is due, side by side as workers do, until nothing is. */
  readonly takeTurns: () => Promise<readonly Taken[]>;
  /** Says what is due without being asked: reminders, follow-ups, slots that became free. */
  readonly speakUp: () => Promise<void>;
  /** Delivers all that waits in the outbox, in order. */
  readonly deliver: () => Promise<readonly Sent[]>;
};

/** The offline brain: our own rules, no model. */
export const ourRules: Brain = async (scene) => ({ by: 'offline', commands: offline(scene) });

const asWritten: Voice = async ({ contents }) => contents;

export function engineOn(db: Db, now: Temporal.Instant): Engine {
  const businesses: BusinessCache = new Map();
  const agendas: AgendaCache = new Map();
  let clock = now;
  let brain: Brain = ourRules;
  let voice: Voice = asWritten;
  const deps: TurnDeps = {
    db,
    lease,
    publicUrl: null,
    clock: () => clock,
    log: openLog('silent'),
    thought,
    voice: (...spoken) => voice(...spoken),
    brain: (scene, signal, turn) => brain(scene, signal, turn),
    businessAt: (id, revision) => cachedBusiness(businesses, db, id, revision),
    agendaAt: (found, at) => cachedAgenda(agendas, db, found, at),
    said: () => undefined,
    read: () => undefined,
  };
  return {
    clock: () => clock,
    setClock: (at) => {
      clock = at;
    },
    setBrain: (other) => {
      brain = other;
    },
    setVoice: (other) => {
      voice = other;
    },
    takeTurns: async () => {
      const taken: Taken[] = [];
      for (;;) {
        const started = performance.now();
        const turns = await claimTurns(db, { lease, limit: 10, now: clock });
        if (turns.length === 0) return taken;
        taken.push(...(await Promise.all(turns.map((turn) => take(turn, deps, started)))));
      }
    },
    speakUp: async () => {
      const unasked: UnaskedDeps = { ...deps, templates, calm };
      await goOnce(noticeRound(unasked));
      await goOnce(waitlistRound(unasked));
    },
    deliver: () => delivered(db),
  };
}

async function goOnce<Work>({ find, perform }: Round<Work>): Promise<void> {
  for (const work of await find()) await perform(work);
}

async function take(turn: OpenedTurn, deps: TurnDeps, started: number): Promise<Taken> {
  const close = (closings: Parameters<typeof closeTurns>[1]) => closeTurns(deps.db, closings);
  const { conversation, fence } = turn;
  const ended = (commands: readonly Command[], fault: unknown): Taken => {
    return { conversation, fence, commands, fault, tookMs: performance.now() - started };
  };
  try {
    return ended((await takeTurn(turn, deps, close)) ?? [], null);
  } catch (fault) {
    return ended([], fault);
  }
}

async function delivered(db: Db): Promise<Sent[]> {
  const sent: Sent[] = [];
  for (;;) {
    const outgoing = await claimOutgoing(db, lease, 50);
    if (outgoing.length === 0) return sent;
    await recordAccepted(
      db,
      outgoing.map(({ id }) => ({ id, wamid: randomUUID() })),
    );
    sent.push(...outgoing.map(({ conversation, content }) => ({ conversation, content })));
  }
}
