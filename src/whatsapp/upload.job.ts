import { fileIn } from '../conversations/content.ts';
import type { Outgoing } from '../conversations/outbox.store.ts';
import { forgetUpload, recordUpload, uploadOf } from '../conversations/upload.store.ts';
import type { Db } from '../platform/db.ts';
import { Fault } from '../platform/fault.ts';
import type { Files } from '../platform/files.ts';
import type { Graph } from './graph.client.ts';
import { uploadMedia } from './media.client.ts';

type Deps = { readonly db: Db; readonly graph: Graph; readonly files: Files };

/** Meta could not use the file that it has. */
const unusable = 'whatsapp.131053';

/**
 * What Meta calls the file that goes along, which it is given now unless it has it; `null`: none goes along.
 *
 * @throws Fault `whatsapp.…`; nothing was sent
 */
export async function mediaIdFor(outgoing: Outgoing, { db, graph, files }: Deps): Promise<string | null> {
  const { business, phoneNumberId, content, fault } = outgoing;
  const attached = fileIn(content);
  if (!attached) return null;
  const place = { business, file: attached.file, phoneNumberId };
  if (fault === unusable) await forgetUpload(db, place);
  const known = await uploadOf(db, place);
  if (known?.mediaId) return known.mediaId;
  const bytes = known && (await files.get(attached.file));
  if (!bytes) throw new Fault('bug', 'whatsapp.file_missing', { file: attached.file });
  const name = attached.name ?? known.name ?? attached.file;
  const mediaId = await uploadMedia(graph, phoneNumberId, { type: known.type, bytes, name });
  await recordUpload(db, place, mediaId);
  return mediaId;
}
