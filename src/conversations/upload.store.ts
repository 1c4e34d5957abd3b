import { sql } from 'kysely';
import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import type { FileId } from './file.ts';

/** A day less than Meta's 30: it must still be good when it is sent. */
const goodDays = 29;

type Place = { readonly business: BusinessId; readonly file: FileId; readonly phoneNumberId: string };

/** What the channel calls the file, and what we know of it; `null`: there is no such file. */
export async function uploadOf(
  db: Db,
  { business, file, phoneNumberId }: Place,
): Promise<{ readonly mediaId: string | null; readonly type: string; readonly name: string | null } | null> {
  const { rows } = await sql<{ mediaId: string | null; type: string; name: string | null }>`
    select u.media_id as "mediaId", f.type, f.name from files f
      left join uploads u on u.business_id = f.business_id and u.file_id = f.id and u.phone_number_id = ${phoneNumberId}
        and u.uploaded_at > now() - ${goodDays} * interval '1 day'
    where f.business_id = ${business} and f.id = ${file} and f.state = 'kept'`.execute(db);
  return rows[0] ?? null;
}

export async function recordUpload(db: Db, { business, file, phoneNumberId }: Place, mediaId: string): Promise<void> {
  await sql`
    insert into uploads (business_id, file_id, phone_number_id, media_id) values (${business}, ${file}, ${phoneNumberId}, ${mediaId})
    on conflict (business_id, file_id, phone_number_id) do update set media_id = excluded.media_id, uploaded_at = now()`.execute(
    db,
  );
}

/** The channel could not use it: the next send gives it the file anew. */
export async function forgetUpload(db: Db, { business, file, phoneNumberId }: Place): Promise<void> {
  await sql`delete from uploads where business_id = ${business} and file_id = ${file} and phone_number_id = ${phoneNumberId}`.execute(
    db,
  );
}
