import { z } from 'zod';
import type { Said } from './content.ts';
import { FileKind } from './file.ts';

/** A file that came with a message: what the channel calls it, and what it says of it. */
export type Attachment = {
  readonly metaId: string;
  readonly kind: FileKind;
  readonly isVoice: boolean;
  readonly type: string;
  readonly sha256: string | null;
  readonly name: string | null;
};

const named = z.string().nullable().catch(null);
const Told = z.object({
  id: z.string().min(1),
  mime_type: z.string().catch('application/octet-stream'),
  sha256: named.default(null),
  filename: named.default(null),
  voice: z.boolean().catch(false).default(false),
});

/** The file beside what they said; `null`: there is none. */
export function attachmentOf({ beside }: Said): Attachment | null {
  for (const kind of FileKind.options) {
    const { data } = Told.safeParse(beside?.[kind]);
    if (!data) continue;
    const { id, mime_type, sha256, filename, voice } = data;
    // Before there was a flag, a voice note was what has this type.
    const isVoice = kind === 'audio' && (voice || /^audio\/ogg\b.*opus/.test(mime_type));
    return { metaId: id, kind, isVoice, type: mime_type, sha256, name: filename };
  }
  return null;
}

/** Meta tells a sum in base64 in webhooks, and in hex elsewhere. */
export function isSum(told: string, hex: string): boolean {
  return told.toLowerCase() === hex || Buffer.from(told, 'base64').toString('hex') === hex;
}
