import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import { loadBusiness } from '../../src/business/business.store.ts';
import type { Business } from '../../src/business/business.ts';
import type { BusinessFile } from '../../src/business/file.ts';
import { putBusiness } from '../../src/business/file.store.ts';
import type { Content } from '../../src/conversations/content.ts';
import type { Engine, Sent, Taken } from '../../src/engine.ts';
import type { Db } from '../../src/platform/db.ts';
import { TracedAct, TracedCommand } from './acts.ts';
import { channelOn, type Channel, type Delivery, type Message, type Sender } from './channel.ts';
import { tappableIn, wholeText } from './content.ts';

/** What a customer meant by a burst, as the customer knows it and the agent does not. */
export type Meaning = { readonly yes: boolean; readonly tells: readonly string[] };

export type Burst = {
  readonly from: Sender;
  readonly messages: readonly Message[];
  /** Between one message and the next. */
  readonly gapsMs: readonly number[];
  readonly delivery: Delivery;
  readonly means: Meaning;
};

/** One turn of one conversation: what was said, what came back, and all that the trace tells about it. */
export type Exchange = {
  readonly from: string;
  readonly at: Temporal.Instant;
  readonly said: readonly string[];
  readonly means: Meaning;
  readonly sent: readonly Content[];
  readonly text: string;
  readonly commands: readonly TracedCommand[];
  readonly acts: readonly TracedAct[];
  readonly effects: readonly { readonly kind: string }[];
  /** Who understood it: `offline`, `llm`; empty: nobody. */
  readonly brain: string;
  readonly tookMs: number;
  readonly fault: string | null;
  /** A person had the conversation when it was said. */
  readonly withPerson: boolean;
};

/** One business on a stage of its own: who writes there, and all that was said. */
export type Stage = {
  readonly db: Db;
  readonly engine: Engine;
  readonly business: Business;
  readonly file: BusinessFile;
  readonly channel: Channel;
  readonly exchanges: Exchange[];
  /** What customers heard last, by number; also what nobody asked for. */
  readonly lastOf: (waId: string) => Exchange | undefined;
  /** Sends bursts of one or several customers at once, and answers them. */
  readonly say: (bursts: readonly Burst[]) => Promise<void>;
  /** Lets time pass, with what the agent does by itself meanwhile. */
  readonly pass: (until: Temporal.Instant) => Promise<void>;
};

/** As the worker has it (TURN_QUIET, TURN_WAIT_MAX). */
const quietMs = 1_500;
const waitMaxMs = 6_000;

/** Opens a new business in the database. Its number is its own, so that the same contacts may write to many. */
export async function openStage(db: Db, engine: Engine, file: BusinessFile, now: Temporal.Instant): Promise<Stage> {
  // Rounds look at every business: what others still had to be told is forgotten.
  await sql`delete from waitlist`.execute(db);
  await sql`delete from bookings`.execute(db);
  const phoneNumberId = String(BigInt(`0x${randomUUID().replaceAll('-', '').slice(0, 12)}`));
  const id = await putBusiness(db, file, { phoneNumberId, displayPhoneNumber: '' });
  // Long ago, so that reminders are due for them.
  await sql`update bookings set booked_at = ${now.subtract({ hours: 24 * 14 })} where business_id = ${id}`.execute(db);
  const { business } = await loadBusiness(db, id);
  engine.setClock(now);
  const exchanges: Exchange[] = [];
  const stage: Stage = {
    db,
    engine,
    business,
    file,
    channel: channelOn(db, phoneNumberId),
    exchanges,
    lastOf: (waId) => exchanges.findLast(({ from }) => from === waId),
    say: async (bursts) => {
      const [first, ...others] = bursts;
      if (first && others.length === 0) for (const group of groupsOf(first)) await sayGroup(stage, [group]);
      else await sayGroup(stage, bursts);
    },
    pass: async (until) => {
      for (const at of stepsTo(engine.clock(), until)) {
        engine.setClock(at);
        await engine.speakUp();
        const sent = await engine.deliver();
        for (const [from, contents] of await byContact(stage, sent)) exchanges.push(heard(stage, from, contents));
      }
      engine.setClock(until);
    },
  };
  return stage;
}

/** How often a stage looks for what is to be said unasked. */
const everyMinutes = 15;

/** The moments at which to look, the last of them `until`. */
function stepsTo(from: Temporal.Instant, until: Temporal.Instant): Temporal.Instant[] {
  const count = Math.ceil(from.until(until).total('minutes') / everyMinutes);
  const steps = Array.from({ length: count }, (_, index) => from.add({ minutes: everyMinutes * (index + 1) }));
  return [...steps.slice(0, -1), until];
}

type Group = Burst & { readonly pauseMs: number };

/** Cut where the customer was quiet for so long that the agent answered in between. */
function groupsOf(burst: Burst): Group[] {
  const groups: Group[] = [];
  let [current, sinceMs]: [Message[], number] = [[], 0];
  let pauseMs = 0;
  for (const [index, message] of burst.messages.entries()) {
    const gap = index === 0 ? 0 : (burst.gapsMs[index - 1] ?? 300);
    sinceMs += gap;
    if (current.length > 0 && (gap > quietMs || sinceMs > waitMaxMs)) {
      groups.push({ ...burst, messages: current, pauseMs });
      [current, sinceMs, pauseMs] = [[], 0, gap];
    }
    current.push(message);
  }
  return [...groups, { ...burst, messages: current, pauseMs }];
}

async function sayGroup(stage: Stage, bursts: readonly (Burst & { readonly pauseMs?: number })[]): Promise<void> {
  const { engine, channel } = stage;
  engine.setClock(engine.clock().add({ milliseconds: Math.round(bursts[0]?.pauseMs ?? 0) }));
  const at = engine.clock();
  for (const { from: sender, messages, delivery } of bursts)
    await channel.post(
      messages.map((message, index) => ({ sender, message, at: at.add({ seconds: index }) })),
      delivery,
    );
  const taken = await engine.takeTurns();
  const contents = await byContact(stage, await engine.deliver());
  const contacts = await contactsIn(stage);
  for (const burst of bursts) {
    const own = taken.filter(({ conversation }) => contacts.get(conversation) === burst.from.waId);
    stage.exchanges.push(await exchangeOf(stage, burst, own, contents.get(burst.from.waId) ?? []));
  }
  for (const [waId, sent] of contents)
    if (!bursts.some(({ from }) => from.waId === waId)) stage.exchanges.push(heard(stage, waId, sent));
  engine.setClock(engine.clock().add({ seconds: 20 }));
}

/** A burst with the turns it became: one, or none while a person has the conversation. */
async function exchangeOf(
  stage: Stage,
  { from, messages, means }: Burst,
  turns: readonly Taken[],
  sent: readonly Content[],
): Promise<Exchange> {
  const [turn] = turns;
  return {
    ...heard(stage, from.waId, sent),
    ...(turn ? await traceOf(stage.db, turn) : null),
    said: messages.map(told),
    means,
    tookMs: turn?.tookMs ?? 0,
    fault: turns.length > 1 ? `${turns.length} turns for one burst` : faultOf(turn),
    withPerson: turn === undefined,
  };
}

function faultOf(turn: Taken | undefined): string | null {
  if (!turn || turn.fault === null) return null;
  return `${turn.fault instanceof Error ? turn.fault.message : ''} ${JSON.stringify(turn.fault)}`.trim();
}

/** What reached a customer and answers nothing they said. */
function heard({ engine }: Stage, from: string, sent: readonly Content[]): Exchange {
  return {
    from,
    at: engine.clock(),
    said: [],
    means: { yes: false, tells: [] },
    sent,
    text: sent.map(wholeText).join('\n'),
    commands: [],
    acts: [],
    effects: [],
    brain: '',
    tookMs: 0,
    fault: null,
    withPerson: false,
  };
}

function told(message: Message): string {
  if (message.kind === 'text') return message.text;
  return message.kind === 'tap' ? `[${message.title}]` : `[${message.what}] ${message.caption}`.trim();
}

async function contactsIn({ db, business }: Stage): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('conversations as conversation')
    .innerJoin('contacts as contact', (join) =>
      join
        .onRef('contact.business_id', '=', 'conversation.business_id')
        .onRef('contact.id', '=', 'conversation.contact_id'),
    )
    .select(['conversation.id', 'contact.wa_id'])
    .where('conversation.business_id', '=', business.id)
    .execute();
  return new Map(rows.map(({ id, wa_id }) => [id, wa_id ?? '']));
}

async function byContact(stage: Stage, sent: readonly Sent[]): Promise<ReadonlyMap<string, readonly Content[]>> {
  if (sent.length === 0) return new Map();
  const contacts = await contactsIn(stage);
  const groups = Map.groupBy(sent, ({ conversation }) => contacts.get(conversation) ?? '');
  return new Map([...groups].map(([waId, each]) => [waId, each.map(({ content }) => content)]));
}

const Trace = z.object({
  brain: z.string(),
  commands: z.array(TracedCommand),
  acts: z.array(TracedAct),
  effects: z.array(z.looseObject({ kind: z.string() })),
});

async function traceOf(db: Db, { conversation, fence }: Taken): Promise<z.output<typeof Trace> | null> {
  const row = await db
    .selectFrom('traces')
    .select(['brain', 'commands', 'acts', 'effects'])
    .where('conversation_id', '=', conversation)
    .where('fence', '=', fence)
    .executeTakeFirst();
  return row ? Trace.parse(row) : null;
}

/** What a tap on the option with this title sends; without such an option the customer types the title. */
export function tapped(stage: Stage, waId: string, title: string): Message {
  const options = (stage.lastOf(waId)?.sent ?? []).flatMap(tappableIn);
  const option = options.find((each) => each.title.includes(title) || each.id === title);
  return option ? { kind: 'tap', option: option.id, title: option.title } : { kind: 'text', text: title };
}
