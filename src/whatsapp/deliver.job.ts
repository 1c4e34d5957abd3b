import {
  claimOutgoing,
  delayOutgoing,
  postponeOutgoing,
  recordAccepted,
  recordUnknown,
  setOutgoingAside,
  type Outgoing,
} from '../conversations/outbox.store.ts';
import type { Template } from '../conversations/content.ts';
import { sayInstead, takeNextTemplate } from '../conversations/resend.store.ts';
import { isWindowOpen } from '../conversations/window.ts';
import { batched } from '../platform/batch.ts';
import type { Db } from '../platform/db.ts';
import { Fault } from '../platform/fault.ts';
import type { Files } from '../platform/files.ts';
import type { Logger } from '../platform/log.ts';
import type { Job } from '../platform/runner.ts';
import type { Clock } from '../platform/time.ts';
import { hold, obey, windowShut, worksAgain } from './consequence.store.ts';
import { send, type Graph } from './graph.client.ts';
import { restNumber } from './number.store.ts';
import { reopening } from './reopening.ts';
import type { Rates } from './rate.client.ts';
import { definitionOf } from './template.store.ts';
import { problemOfTemplate } from './template.ts';
import { mediaIdFor } from './upload.job.ts';
import { isOfTemplate, metaCodeOf, remedyOf, waitMs } from './remedy.ts';

export type DeliverDeps = {
  readonly db: Db;
  readonly log: Logger;
  readonly graph: Graph;
  readonly rates: Rates;
  readonly files: Files;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly chance: () => number;
  /** How long an unknown outcome waits for a status before it is sent again. */
  readonly unknownWait: Temporal.Duration;
  /** After this long a held number tries whether it works again. */
  readonly probeEvery: Temporal.Duration;
  /** What the templates are called that goes out instead of what the shut window keeps in. */
  readonly reopening: readonly string[];
  /** Sends at once that are kept free for answers. */
  readonly answersAlone: number;
};

/** Longer than any send takes; what a dead worker held is free after it. */
const lease = Temporal.Duration.from('PT30S');

/** Sends recorded in one statement. */
const sendsMax = 100;

/** What the network and Meta's own silence are tried for. */
const unreachable = 'whatsapp.unreachable';

/** Takes the outbox to Meta, in order within a conversation. */
export function deliverJob(deps: DeliverDeps): Job<Outgoing> {
  const { db, log, unknownWait, answersAlone } = deps;
  const perform = sender(deps);
  return {
    name: 'deliver',
    triesMax: (fault, outgoing) => (isOver(fault, outgoing) ? 0 : null),
    claim: (free) => claim(db, free, answersAlone),
    spanOf: ({ id, conversation, tries }) => ({ outbox: id, conversation, tries }),
    perform,
    postpone: (outgoing, delayMs, fault) =>
      wasRefused(fault) ? postpone(deps, outgoing, delayMs, fault) : unrecorded(outgoing, fault),
    async setAside(outgoing, fault) {
      if (!wasRefused(fault)) return unrecorded(outgoing, fault);
      const code = metaCodeOf(fault.code);
      const goesOn = isOfTemplate(code) && (await takeNextTemplate(db, outgoing.id));
      if (goesOn) await postponeOutgoing(db, outgoing, 0, fault.code);
      else await setOutgoingAside(db, outgoing, fault.code);
      if (code === null) return;
      const { business, contact, phoneNumberId, conversation, content } = outgoing;
      const template = content.type === 'template' ? content.name : null;
      const remedy = remedyOf(code, statusOf(fault));
      await obey(db, { code, remedy, business, contact, phoneNumberId, template }, { log, now: deps.clock() });
      if (code !== windowShut || content.type === 'template') return;
      if (await sayInstead(db, outgoing, reopening(deps.reopening, outgoing.language), deps.clock()))
        log.warn({ conversation, outbox: outgoing.id }, 'outbox.reopening');
    },
  };

  /** It was sent, and could not be written down: only a status can tell now. */
  function unrecorded(outgoing: Outgoing, { code }: Fault): Promise<void> {
    return recordUnknown(db, outgoing, unknownWait, code);
  }
}

/** Answers first; and however much else waits, a reply finds a hand free. */
async function claim(db: Db, free: number, answersAlone: number): Promise<Outgoing[]> {
  const answers = await claimOutgoing(db, lease, free, 'answers');
  const left = Math.min(free - answers.length, free - answersAlone);
  return left > 0 ? [...answers, ...(await claimOutgoing(db, lease, left, 'unasked'))] : answers;
}

function sender({
  db,
  log,
  graph,
  rates,
  files,
  clock,
  unknownWait,
  probeEvery,
}: DeliverDeps): (outgoing: Outgoing) => Promise<void> {
  // One statement records all that Meta has taken meanwhile.
  const accepted = batched((taken: readonly { id: string; wamid: string }[]) => recordAccepted(db, taken), sendsMax);
  return async (outgoing) => {
    const { id, conversation, content, tries, phoneNumberId } = outgoing;
    if (content.type !== 'template' && !isWindowOpen(outgoing.lastInboundAt, clock()))
      throw new Fault('permanent', `whatsapp.${windowShut}`, { outbox: id, asked: false });
    if (content.type === 'template') await checkTemplate(db, outgoing, content);
    const waitsMs = await rates.take(outgoing);
    if (waitsMs > 0) return delayOutgoing(db, outgoing, waitsMs);
    const outcome = await send({ ...outgoing, mediaId: await mediaIdFor(outgoing, { db, graph, files }) }, graph);
    if (outcome.kind === 'accepted') await accepted([{ id, wamid: outcome.wamid }]);
    else await recordUnknown(db, outgoing, unknownWait, outcome.why);
    const level = outcome.kind === 'accepted' ? 'info' : 'warn';
    log[level]({ outbox: id, conversation, tries, outcome }, 'outbox.sent');
    if (outcome.kind !== 'accepted' || !(outgoing.isProbe || isSlowing(outgoing))) return;
    if (await db.transaction().execute((tx) => worksAgain(tx, [phoneNumberId], 'answer', log))) return;
    // Taken, but nothing was delivered lately: the next probe waits for what becomes of this one.
    const doubt = { fault: outgoing.fault, by: 'status', probeEvery } as const;
    if (outgoing.isProbe) await db.transaction().execute((tx) => hold(tx, phoneNumberId, doubt, log));
  };
}

/** A template that is not approved, or does not say what it is given, is not tried: Meta's answers mislead. */
async function checkTemplate(db: Db, { id, phoneNumberId }: Outgoing, template: Template): Promise<void> {
  const definition = await definitionOf(db, phoneNumberId, template);
  const problem = definition === undefined ? null : problemOfTemplate(template, definition);
  if (problem === null) return;
  const { code, details } = problem;
  throw new Fault('permanent', `whatsapp.${code}`, { outbox: id, template: template.name, details, asked: false });
}

async function postpone(deps: DeliverDeps, outgoing: Outgoing, delayMs: number, fault: Fault): Promise<void> {
  const { db, log, probeEvery, chance } = deps;
  const code = metaCodeOf(fault.code);
  if (code === null) return postponeOutgoing(db, outgoing, delayMs, fault.code);
  const remedy = remedyOf(code, statusOf(fault));
  const { phoneNumberId } = outgoing;
  const wait = waitMs(code, remedy, failuresOf(fault, outgoing), chance()) ?? 0;
  const trouble = { fault: fault.code, by: 'answer', probeEvery } as const;
  if (remedy === 'hold') await db.transaction().execute((tx) => hold(tx, phoneNumberId, trouble, log));
  const isSlow = remedy === 'slowNumber' || remedy === 'slowAccount';
  if (isSlow) await restNumber(db, phoneNumberId, (rests) => waitMs(code, remedy, rests, chance()) ?? 0);
  await postponeOutgoing(db, outgoing, isSlow ? 0 : wait, fault.code);
}

/** It went through after the number had to slow down. */
const isSlowing = ({ fault }: Outgoing) =>
  ['slowNumber', 'slowAccount'].includes(remedyOf(metaCodeOf(fault ?? '') ?? -1));

const failuresOf = ({ code }: Fault, { fault, failures }: Outgoing) => (fault === code ? failures : 0) + 1;

/** What nothing of Meta's says is tried for ever where no line leads to it, else a dozen times. */
function isOver(fault: Fault, outgoing: Outgoing): boolean {
  const code = metaCodeOf(fault.code);
  if (code === null) return fault.code !== unreachable && outgoing.tries >= 12;
  return waitMs(code, remedyOf(code, statusOf(fault)), failuresOf(fault, outgoing), 0) === null;
}

function statusOf({ context }: Fault): number {
  return typeof context['statusCode'] === 'number' ? context['statusCode'] : 400;
}

/** Meta's own no, or nothing left us: a file could not be had. Any other fault came after the send. */
const wasRefused = ({ code }: Fault) => /^(whatsapp|files)\./.test(code);
