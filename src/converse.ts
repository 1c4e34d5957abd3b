import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { bookingsOf, type BookingRecord } from './bookings/record.store.ts';
import { putBusiness } from './business/file.store.ts';
import type { BusinessId } from './business/business.ts';
import { demoBusiness } from './business/demo.ts';
import { parseBusinessFile, type BusinessFile } from './business/file.ts';
import type { ContactId } from './contacts/contact.ts';
import { contactsFor } from './contacts/contact.store.ts';
import { tapsIn, wordsIn, type Content, type Said } from './conversations/content.ts';
import { fileMessages } from './conversations/message.store.ts';
import { engineOn } from './engine.ts';
import { openDb, type Db } from './platform/db.ts';
import { Fault, wrong } from './platform/fault.ts';
import { parseJson } from './platform/json.ts';
import { migrate } from './platform/migrate.ts';
import { startPostgres } from './platform/postgres.ts';

/** What a script says: one JSON object a line. */
const Line = z
  .strictObject({
    text: z.string().min(1).optional(),
    button: z.string().min(1).optional(),
    row: z.string().min(1).optional(),
    from: z
      .string()
      .regex(/^(\d{5,20}|[A-Z]{2}\.[A-Za-z0-9]{1,128})$/, 'must be a phone in digits or a business-scoped user id')
      .optional(),
    name: z.string().min(1).optional(),
    at: z
      .string()
      .transform((text, context) => {
        const at = instantIn(text);
        if (at) return at;
        context.addIssue('must be an ISO 8601 time with its offset, such as 2026-11-24T10:20:00-03:00');
        return z.NEVER;
      })
      .optional(),
  })
  .refine(
    ({ text, button, row }) => [text, button, row].filter((given) => given !== undefined).length === 1,
    'say one of text, button and row',
  );
type Line = z.output<typeof Line>;

type Answer = {
  readonly replies: readonly Content[];
  readonly commands: readonly unknown[];
  readonly conversation: string;
};

const phoneNumberId = '100000000000001';
const someone = '5511900000001';

/** The instant that ISO text names, or `null`. */
function instantIn(text: string): Temporal.Instant | null {
  try {
    return Temporal.Instant.from(text);
  } catch {
    return null;
  }
}

export type ConverseOptions = { readonly business?: string; readonly now?: string; readonly json?: boolean };

/**
 * Talks with the agent, in the terminal or for a script, and prints the bookings at the end.
 *
 * @throws Fault `converse.*` with a sentence that names the option, the field or the line
 */
export async function converse({ business, now, json }: ConverseOptions): Promise<void> {
  const at = now === undefined ? Temporal.Now.instant() : instantIn(now);
  if (!at) throw wrong(`--now ${now} is no ISO 8601 time with its offset, such as 2026-11-24T10:20:00-03:00.`);
  const file = business === undefined ? demoBusiness : readBusinessFile(business);
  const opening = openConverse(file, at);
  // Its database is thrown away also when a person ends it, and when nobody reads on (`| head`).
  const stop = () => void opening.then((opened) => opened.close()).finally(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(signal, stop);
  process.channel?.unref();
  process.stdout.on('error', () => undefined);
  const conversation = await opening;
  try {
    await (json ? script(conversation) : terminal(conversation, file.name));
  } finally {
    await conversation.close();
  }
}

type Conversation = Awaited<ReturnType<typeof openConverse>>;

/** @throws Fault with a sentence that names the file, or each field and its rule */
export function readBusinessFile(path: string): BusinessFile {
  const text = readOrNull(path);
  if (text === null) throw wrong(`The business file ${path} cannot be read.`);
  const value = parseJson(text);
  if (value === undefined) throw wrong(`The business file ${path} is not JSON.`);
  return parseBusinessFile(value);
}

function readOrNull(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

/** One answer a line. A line that says nothing usable is answered with what is wrong, and the command fails at the end. */
async function script(conversation: Conversation): Promise<void> {
  let number = 0;
  for await (const text of createInterface({ input: process.stdin })) {
    number += 1;
    if (text.trim() === '') continue;
    const value = parseJson(Buffer.from(text));
    const line = Line.safeParse(value);
    if (line.success) print(await conversation.say(line.data));
    else {
      const rules =
        value === undefined
          ? ['is not JSON']
          : line.error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(' '));
      print({ error: `line ${number}: ${rules.join('; ')}` });
      process.exitCode = 1;
    }
  }
  print({ bookings: (await conversation.bookings()).map(bookingOf(conversation.timeZone)) });
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** Times local to the business, with their offset; the price in reais; the contact by name, or by number if unknown. */
const bookingOf =
  (timeZone: string) =>
  ({ start, end, priceCents, name, contact, ...booking }: BookingRecord) => ({
    service: booking.service,
    professional: booking.professional,
    start: local(start, timeZone),
    end: local(end, timeZone),
    price: priceCents / 100,
    status: booking.status,
    contact: name || (contact.name ?? contact.waId ?? contact.userId),
  });

function local(at: Temporal.Instant, timeZone: string): string {
  return at.toZonedDateTimeISO(timeZone).toString({ timeZoneName: 'never', smallestUnit: 'second' });
}

/** A person at the keyboard: options are numbered, `/2` taps the second; an empty line or Ctrl-D ends. */
async function terminal(conversation: Conversation, name: string): Promise<void> {
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  process.stdout.write(`${name}\n/1, /2 … = tap an option (toque numa opção) · Ctrl-D = end (fim)\n\n`);
  // Text from a pipe ends before it is answered.
  const prompt = () => {
    if (!process.stdin.readableEnded) lines.prompt();
  };
  let options: { id: string; title: string }[] = [];
  prompt();
  for await (const text of lines) {
    const tapped = options[Number(/^\/(\d+)$/.exec(text.trim())?.[1] ?? 0) - 1];
    if (text.trim() !== '') {
      const { replies, conversation: status } = await conversation.say(tapped ? { button: tapped.id } : { text });
      options = replies.flatMap((reply) => [...tapsIn(reply)]);
      for (const reply of replies) process.stdout.write(`\n${wordsIn(reply)}\n`);
      options.forEach(({ title }, index) => process.stdout.write(`  [${index + 1}] ${title}\n`));
      process.stdout.write(
        status === 'human' ? '\n(a person has the conversation · uma pessoa assumiu a conversa)\n\n' : '\n',
      );
    }
    prompt();
  }
  for (const booking of (await conversation.bookings()).map(bookingOf(conversation.timeZone))) print(booking);
}

/** A conversation with the real engine in a database that is thrown away, and a clock that stands still. */
async function openConverse(file: BusinessFile, now: Temporal.Instant) {
  const folder = mkdtempSync(join(tmpdir(), 'whats-agent-'));
  const postgres = await startPostgres(join(folder, 'postgres'), false);
  await migrate(postgres.url);
  const { db, close } = openDb(postgres.url, 4);
  const business = await putBusiness(db, file, { phoneNumberId, displayPhoneNumber: '' });
  const engine = engineOn(db, now);
  return {
    /** Files one line, takes the turn it makes due, and delivers the replies. */
    async say(line: Line): Promise<Answer> {
      engine.setClock(line.at ?? engine.clock());
      const contact = await fileLine(db, business, line, engine.clock());
      const taken = await engine.takeTurns();
      for (const { fault } of taken) if (fault !== null) throw fault;
      const commands = taken.flatMap((turn) => turn.commands);
      const replies = (await engine.deliver()).map(({ content }) => content);
      const { status } = await db
        .selectFrom('conversations')
        .select('status')
        .where('contact_id', '=', contact)
        .executeTakeFirstOrThrow();
      return { replies, commands, conversation: status };
    },
    timeZone: file.timeZone,
    bookings: () => bookingsOf(db, business),
    close: async () => {
      await close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function fileLine(db: Db, business: BusinessId, line: Line, at: Temporal.Instant): Promise<ContactId> {
  const from = line.from ?? someone;
  const key = /^\d/.test(from) ? { userId: null, waId: from } : { userId: from, waId: null };
  const [contact] = await contactsFor(db, business, [{ ...key, profileName: line.name ?? null }]);
  if (!contact) throw new Fault('bug', 'converse.contact');
  const none = new Temporal.Duration();
  const message = { contact, phoneNumberId, wamid: randomUUID(), said: await saidOf(db, line), at };
  await fileMessages(db, business, [message], { quiet: none, waitMax: none });
  return contact;
}

/** A tap carries the title of what was tapped, as on a phone. */
async function saidOf(db: Db, { text, button, row }: Line): Promise<Said> {
  if (text !== undefined) return { kind: 'text', text };
  const option = button ?? row ?? '';
  const shown = await db.selectFrom('outbox').select('content').orderBy('seq', 'desc').limit(20).execute();
  const Options = z.object({
    buttons: z.array(z.object({ id: z.string(), title: z.string() })).catch([]),
    rows: z.array(z.object({ id: z.string(), title: z.string() })).catch([]),
  });
  const options = shown.flatMap(({ content }) => Object.values(Options.parse(content)).flat());
  return { kind: 'tap', option, title: options.find(({ id }) => id === option)?.title ?? option };
}
