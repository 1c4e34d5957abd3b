import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Service } from '../../src/business/business.ts';
import { handOver } from '../../src/conversations/conversation.store.ts';
import { ConversationId } from '../../src/conversations/conversation.ts';
import type { Stage } from './stage.ts';

/** What happens beside the conversation: somebody of the business does something, or time goes by. */
type Happening = (stage: Stage, waId: string) => Promise<void>;

type Maker = (match: RegExpExecArray) => Happening;

/** Each event that a scenario may name, by its words. */
const table: readonly [RegExp, Maker][] = [
  [
    /^staff books (?:(\S+)T)?(\d\d:\d\d)(?: (\w+))?(?: after offer)?$/,
    ([, day, time = '', who]) =>
      (stage) =>
        walkIn(stage, { day, time, who }),
  ],
  [
    /^staff cancels (\S+)$/,
    ([, start = '']) =>
      (stage) =>
        setStatus(stage, start, 'cancelled'),
  ],
  [
    /^staff notes no-show (\S+)$/,
    ([, start = '']) =>
      (stage) =>
        setStatus(stage, start, 'no_show'),
  ],
  [
    /^wait (\d+) (minutes?|hours?|days?)$/,
    ([, count = '0', unit = '']) =>
      (stage) =>
        stage.pass(later(stage, Number(count), unit)),
  ],
  [
    /^at (\S+)$/,
    ([, local = '']) =>
      (stage) =>
        stage.pass(instantAt(stage, local)),
  ],
  [/^attendant takes over$/, () => takeOver],
  [/^attendant releases$/, () => release],
  [
    /^owner writes: (.+)$/,
    ([, text = '']) =>
      (stage, waId) =>
        stage.channel.echo(waId, text, stage.engine.clock()),
  ],
  [
    /^price (\S+) (\d+)$/,
    ([, service = '', reais = '']) =>
      (stage) =>
        setPrice(stage, service, Number(reais)),
  ],
  [
    /^closes (\S+)$/,
    ([, day = '']) =>
      (stage) =>
        close(stage, day),
  ],
];

/** @throws Error for words that name no event */
export function happeningOf(words: string): Happening {
  for (const [pattern, make] of table) {
    const match = pattern.exec(words);
    if (match) return make(match);
  }
  throw new Error(`"${words}" is no event`);
}

export function instantAt({ business }: Stage, local: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(business.timeZone).toInstant();
}

function later({ engine, business }: Stage, count: number, unit: string): Temporal.Instant {
  const key = unit.endsWith('s') ? unit : `${unit}s`;
  return engine
    .clock()
    .toZonedDateTimeISO(business.timeZone)
    .add({ [key]: count })
    .toInstant();
}

/** A walk-in takes the time from one professional, or from all who are free then. */
async function walkIn(
  stage: Stage,
  slot: { day: string | undefined; time: string; who: string | undefined },
): Promise<void> {
  const { db, business, engine } = stage;
  const today = engine.clock().toZonedDateTimeISO(business.timeZone).toPlainDate().toString();
  const start = instantAt(stage, `${slot.day ?? today}T${slot.time}`);
  const contact = randomUUID();
  await sql`insert into contacts (business_id, id, user_id) values (${business.id}, ${contact}, ${`walk-in-${contact}`})`.execute(
    db,
  );
  for (const { id, key } of business.professionals) {
    if (slot.who !== undefined && slot.who !== key) continue;
    const services = business.services.filter(({ professionals }) => professionals.includes(id));
    for (const service of services) if (await isPlaced(stage, { contact, professional: id, service, start })) break;
  }
}

type Placing = {
  readonly contact: string;
  readonly professional: string;
  readonly service: Service;
  readonly start: Temporal.Instant;
};

/** `false`: the professional, or the last room that the service needs, is taken. */
async function isPlaced(stage: Stage, { contact, professional, service, start }: Placing): Promise<boolean> {
  const { db, business, engine } = stage;
  const end = start.add({ minutes: service.minutes });
  try {
    await sql`insert into bookings (business_id, protocol, contact_id, professional_id, service_id, name, starts_at, ends_at,
        busy_until, price_cents, booked_at, booked_by)
      values (${business.id}, ${randomUUID().slice(0, 6)}, ${contact}, ${professional}, ${service.id}, 'Balcão', ${start},
        ${end}, ${end}, ${service.priceCents}, ${engine.clock()}, 'person')`.execute(db);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '23P01') return false;
    throw error;
  }
}

async function setStatus(stage: Stage, local: string, status: string): Promise<void> {
  const { db, business, engine } = stage;
  await sql`update bookings set status = ${status}, changed_by = 'person', changed_at = ${engine.clock()}
    where business_id = ${business.id} and starts_at = ${instantAt(stage, local)}`.execute(db);
}

async function conversationOf({ db, business }: Stage, waId: string): Promise<ConversationId | null> {
  const { rows } = await sql<{ id: string }>`select v.id from conversations v
    join contacts c on c.business_id = v.business_id and c.id = v.contact_id
    where v.business_id = ${business.id} and c.wa_id = ${waId}`.execute(db);
  return rows[0] ? ConversationId.parse(rows[0].id) : null;
}

async function takeOver(stage: Stage, waId: string): Promise<void> {
  const conversation = await conversationOf(stage, waId);
  const handoff = { reason: 'asked', brief: null, at: stage.engine.clock() };
  if (conversation) await handOver(stage.db, stage.business.id, conversation, handoff);
}

async function release(stage: Stage, waId: string): Promise<void> {
  const conversation = await conversationOf(stage, waId);
  await sql`update conversations set status = 'active' where business_id = ${stage.business.id} and id = ${conversation}`.execute(
    stage.db,
  );
}

async function setPrice({ db, business }: Stage, service: string, reais: number): Promise<void> {
  await sql`update services set price_cents = ${reais * 100} where business_id = ${business.id} and key = ${service}`.execute(
    db,
  );
}

async function close(stage: Stage, day: string): Promise<void> {
  const [from, to] = [instantAt(stage, `${day}T00:00`), instantAt(stage, `${day}T23:59`)];
  await sql`insert into time_off (business_id, starts_at, ends_at, reason)
    values (${stage.business.id}, ${from}, ${to}, 'Fechado')`.execute(stage.db);
}
