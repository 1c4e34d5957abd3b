import { sql } from 'kysely';
import { BusinessId } from '../business/business.ts';
import { json, type Db } from '../platform/db.ts';
import type { Attachment } from './attachment.ts';
import { ConversationId } from './conversation.ts';
import { FileId, FileKind } from './file.ts';

type Came = {
  readonly conversation: ConversationId;
  readonly wamid: string;
  readonly phoneNumberId: string;
  readonly attachment: Attachment;
};

/** Notes the files that came with messages which were filed just now: they are fetched at once, for they are not had for long. */
export async function noteFiles(tx: Db, business: BusinessId, came: readonly Came[]): Promise<void> {
  if (came.length === 0) return;
  const rows = came.map(({ attachment, ...where }) => ({ ...where, ...attachment }));
  await sql`
    insert into files (business_id, conversation_id, message_id, phone_number_id, kind, is_voice, type, name, meta_id, sha256)
    select ${business}, m.conversation_id, m.id, "phoneNumberId", kind, "isVoice", type, name, "metaId", sha256
    from jsonb_to_recordset(${json(rows)}::jsonb) as came (conversation uuid, wamid text, "phoneNumberId" text, kind text,
        "isVoice" boolean, type text, name text, "metaId" text, sha256 text)
      join messages m on m.business_id = ${business} and m.conversation_id = came.conversation and m.wamid = came.wamid
        and m.direction = 'in'`.execute(tx);
}

/** A file that has to be fetched, or forgotten. */
export type DueFile = {
  readonly business: BusinessId;
  readonly id: FileId;
  readonly conversation: ConversationId;
  readonly phoneNumberId: string;
  readonly metaId: string;
  readonly sha256: string | null;
  readonly type: string;
  readonly kind: FileKind;
  readonly isVoice: boolean;
  readonly isForgotten: boolean;
  readonly fence: number;
  readonly tries: number;
};

/** Claims files that are due, voice notes and pictures first: somebody waits for the answer. A dead worker's are due again after the lease. */
export async function claimFiles(db: Db, lease: Temporal.Duration, limit: number): Promise<DueFile[]> {
  const { rows } = await sql<
    Omit<DueFile, 'business' | 'id' | 'conversation' | 'kind'> & { b: string; i: string; c: string; k: string }
  >`
    update files set fence = fence + 1, tries = tries + 1, due_at = now() + ${lease.total('milliseconds')} * interval '1 ms'
    where (business_id, id) in (select business_id, id from files where state in ('due', 'forgotten') and due_at <= now()
      order by is_voice or kind = 'image' desc, due_at limit ${limit} for update skip locked)
    returning business_id as b, id as i, conversation_id as c, kind as k, phone_number_id as "phoneNumberId",
      coalesce(meta_id, '') as "metaId", sha256, type, is_voice as "isVoice", state = 'forgotten' as "isForgotten", fence, tries`.execute(
    db,
  );
  return rows.map(({ b, i, c, k, ...row }) => ({
    ...row,
    business: BusinessId.parse(b),
    id: FileId.parse(i),
    conversation: ConversationId.parse(c),
    kind: FileKind.parse(k),
  }));
}

type Ours = Pick<DueFile, 'business' | 'id' | 'fence'>;

const isOurs = ({ business, id, fence }: Ours) => sql`business_id = ${business} and id = ${id} and fence = ${fence}`;

/** Its bytes are kept. `false`: somebody else has the file, or its contact was forgotten meanwhile. */
export async function fileKept(
  db: Db,
  file: Ours,
  { type, sizeBytes }: { readonly type: string; readonly sizeBytes: number },
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update files set state = 'kept', type = ${type}, size_bytes = ${sizeBytes}, fault = null
    where ${isOurs(file)} and state = 'due'`.execute(db);
  return numAffectedRows === 1n;
}

export async function postponeFile(db: Db, file: Ours, delayMs: number, fault: string): Promise<void> {
  await sql`update files set due_at = now() + ${delayMs} * interval '1 ms', fault = ${fault}
    where ${isOurs(file)}`.execute(db);
}

/** It cannot be had. */
export async function fileGone(db: Db, file: Ours, fault: string): Promise<void> {
  await sql`update files set state = 'gone', fault = ${fault} where ${isOurs(file)} and state = 'due'`.execute(db);
}

/** Its bytes are gone: so is all that we know of it. */
export async function dropFile(db: Db, file: Ours): Promise<void> {
  await sql`delete from files where ${isOurs(file)} and state = 'forgotten'`.execute(db);
}

/** What the answer waits for: of these files nobody knows yet what they say. */
export type Awaited = { readonly voice: boolean; readonly images: boolean };

/**
 * What was said in a voice note: kept with it, and answered like text if it waits for its answer. `null`: nothing could
 * be heard, and they are asked to write.
 */
export async function heard(db: Db, file: Waited, transcript: string | null, awaited: Awaited): Promise<void> {
  await known(db, file, awaited, async (tx) => {
    if (transcript === null) return;
    await sql`
      with file as (update files set transcript = ${transcript}
        where business_id = ${file.business} and id = ${file.id} and state <> 'forgotten' returning message_id)
      update messages m set content = jsonb_build_object('kind', 'text', 'text', ${transcript}::text,
          'beside', coalesce(m.content -> 'beside', '{}') || '{"heard": true}')
      from file where m.business_id = ${file.business} and m.id = file.message_id and m.content ->> 'kind' = 'unreadable'
        and m.content ->> 'what' = 'audio'`.execute(tx);
  });
}

/** What was seen in a picture, kept beside what was said with it. `null`: nothing. */
export async function seen(db: Db, file: Waited, what: object | null, awaited: Awaited): Promise<void> {
  await known(db, file, awaited, async (tx) => {
    if (what === null) return;
    await sql`
      update messages m set content = m.content || jsonb_build_object('beside', m.content -> 'beside' || ${json({ seen: what })}::jsonb)
      from files f where f.business_id = ${file.business} and f.id = ${file.id} and f.state <> 'forgotten'
        and m.business_id = f.business_id and m.id = f.message_id and m.content -> 'beside' ? 'image'`.execute(tx);
  });
}

type Waited = Pick<DueFile, 'business' | 'id' | 'conversation'>;

/** Writes what a file says, and lets its conversation be answered if nothing else has to be heard or seen first. */
async function known(
  db: Db,
  { business, id, conversation }: Waited,
  { voice, images }: Awaited,
  write: (tx: Db) => Promise<void>,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select from conversations where business_id = ${business} and id = ${conversation} for update`.execute(
      tx,
    );
    await sql`select from turns where conversation_id = ${conversation} for update`.execute(tx);
    await write(tx);
    await sql`update turns set due_at = now() where conversation_id = ${conversation} and due_at > now() and tries = 0
      and leased_until is null and not exists (select from files f join messages m on m.business_id = f.business_id and m.id = f.message_id
        where f.business_id = ${business} and f.conversation_id = ${conversation} and f.id <> ${id} and f.state = 'due'
          and (f.is_voice and ${voice} or f.kind = 'image' and ${images}) and m.fence is null)`.execute(tx);
  });
}

/** A file, as it is shown. */
export type ShownFile = { readonly kind: FileKind; readonly type: string; readonly name: string | null };

/** `null`: the conversation has no such file, or its bytes are not here. */
export async function shownFile(
  db: Db,
  business: BusinessId,
  { conversation, file }: { readonly conversation: ConversationId; readonly file: FileId },
): Promise<ShownFile | null> {
  const { rows } = await sql<{ kind: string; type: string; name: string | null }>`
    select kind, type, name from files
    where business_id = ${business} and conversation_id = ${conversation} and id = ${file} and state = 'kept'`.execute(
    db,
  );
  const [found] = rows;
  return found ? { ...found, kind: FileKind.parse(found.kind) } : null;
}

type Given = {
  readonly conversation: ConversationId;
  readonly kind: FileKind;
  readonly type: string;
  readonly name: string | null;
  readonly sizeBytes: number;
};

/** Notes a file of ours, whose bytes the caller keeps under the id before it is said. `null`: no such conversation. */
export async function noteOwnFile(db: Db, business: BusinessId, given: Given): Promise<FileId | null> {
  const { conversation, kind, type, name, sizeBytes } = given;
  const { rows } = await sql<{ id: string }>`
    insert into files (business_id, conversation_id, phone_number_id, kind, type, name, size_bytes, state)
    select ${business}, id, phone_number_id, ${kind}, ${type}, ${name}, ${sizeBytes}, 'kept'
    from conversations where business_id = ${business} and id = ${conversation} returning id`.execute(db);
  return rows[0] ? FileId.parse(rows[0].id) : null;
}
