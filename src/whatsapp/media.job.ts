import { createHash } from 'node:crypto';
import { isSum } from '../conversations/attachment.ts';
import { incomingBytesMax, plainType, typeOf } from '../conversations/file.ts';
import {
  claimFiles,
  dropFile,
  fileGone,
  fileKept,
  heard,
  postponeFile,
  seen,
  type Awaited,
  type DueFile,
} from '../conversations/file.store.ts';
import type { Db } from '../platform/db.ts';
import { Fault } from '../platform/fault.ts';
import type { Files } from '../platform/files.ts';
import type { Logger } from '../platform/log.ts';
import type { Job } from '../platform/runner.ts';
import type { Graph } from './graph.client.ts';
import { fetchMedia } from './media.client.ts';
import { transcribe, type Transcription } from './transcription.client.ts';

export type MediaDeps = {
  readonly db: Db;
  readonly log: Logger;
  readonly graph: Graph;
  readonly files: Files;
  /** Who hears voice notes; `null`: nobody, and contacts are asked to write. */
  readonly transcription: Transcription | null;
  /** Who sees pictures; `null`: nobody, and contacts are asked to write. */
  readonly sight: Sight | null;
  /** A turn is due now. */
  readonly filed: () => void;
};

/** What a picture shows, to be kept with it; `null`: it is not looked at, or nothing can be said of it. Never throws. */
export type Sight = (
  file: Pick<DueFile, 'business' | 'conversation'>,
  picture: { readonly type: string; readonly bytes: Uint8Array },
) => Promise<object | null>;

/** Longer than two calls to Meta and one to who hears may take. */
const lease = Temporal.Duration.from('PT4M');

/** Meta keeps a file for a week, and this tries for some hours; after that nobody misses it. */
const triesMax = 12;

/** Fetches the files that contacts send as soon as they come, and drops those of who was forgotten. */
export function mediaJob(deps: MediaDeps): Job<DueFile> {
  const { db } = deps;
  return {
    name: 'media',
    triesMax: () => triesMax,
    claim: (limit) => claimFiles(db, lease, limit),
    perform: (file) => (file.isForgotten ? forget(deps, file) : keep(deps, file)),
    postpone: (file, delayMs, fault) => postponeFile(db, file, delayMs, fault.code),
    async setAside(file, fault) {
      await fileGone(db, file, fault.code);
      await release(deps, file, null);
    },
  };
}

async function forget({ db, files }: MediaDeps, file: DueFile): Promise<void> {
  await files.drop(file.id);
  await dropFile(db, file);
}

async function keep(deps: MediaDeps, file: DueFile): Promise<void> {
  const { db, log, graph, files } = deps;
  const { bytes, ...told } = await fetchMedia(graph, file, incomingBytesMax);
  const sum = createHash('sha256').update(bytes).digest('hex');
  if (![told.sha256, file.sha256].some((each) => each !== null && isSum(each, sum)))
    throw new Fault('transient', 'whatsapp.media_sum', { file: file.id });
  const type = typeOf(bytes) ?? plainType(told.type);
  await files.put(file.id, bytes);
  if (!(await fileKept(db, file, { type, sizeBytes: bytes.length }))) return;
  log.info({ file: file.id, sizeBytes: bytes.length, tries: file.tries }, 'media.kept');
  await release(deps, file, { type, bytes });
}

/** Lets the answer come, with what a voice note says or a picture shows. `null`: there is no file. */
async function release(deps: MediaDeps, file: DueFile, kept: Kept | null): Promise<void> {
  const { db, transcription, sight, filed } = deps;
  const awaited: Awaited = { voice: transcription !== null, images: sight !== null };
  if (file.isVoice) await heard(db, file, kept ? await heardIn(deps, file, kept) : null, awaited);
  else if (file.kind === 'image' && sight) await seen(db, file, kept ? await sight(file, kept) : null, awaited);
  else return;
  filed();
}

type Kept = { readonly type: string; readonly bytes: Buffer };

async function heardIn({ log, transcription }: MediaDeps, file: DueFile, voice: Kept): Promise<string | null> {
  if (!transcription) return null;
  const transcript = await transcribe(transcription, voice);
  if (transcript.kind === 'heard') return transcript.text;
  log.warn({ file: file.id, why: transcript.why }, 'media.unheard');
  return null;
}
