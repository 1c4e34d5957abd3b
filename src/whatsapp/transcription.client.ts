import { z } from 'zod';
import { codeOf } from '../platform/fault.ts';
import { storable } from '../platform/json.ts';
import type { Secret } from '../platform/secret.ts';

/** A service that hears, by the shape that OpenAI gave it. `url` ends before `/audio/transcriptions`. */
export type Transcription = {
  readonly url: string;
  readonly key: Secret | null;
  readonly model: string;
  readonly timeout: Temporal.Duration;
};

export type Transcript =
  | { readonly kind: 'heard'; readonly text: string }
  | { readonly kind: 'unheard'; readonly why: string };

const Answer = z.object({ text: z.string().transform((text) => storable(text).trim()) });

/** More than this is no message to a salon. */
const textMax = 4096;

/** What is said in a voice note. Total: whatever goes wrong, they are asked to write. */
export async function transcribe(
  { url, key, model, timeout }: Transcription,
  { type, bytes }: { readonly type: string; readonly bytes: Buffer },
): Promise<Transcript> {
  const form = new FormData();
  form.set('model', model);
  form.set('response_format', 'json');
  form.set('file', new File([new Uint8Array(bytes)], `voice.${endings[type] ?? 'ogg'}`, { type }));
  try {
    const answer = await fetch(`${url.replace(/\/$/, '')}/audio/transcriptions`, {
      method: 'POST',
      headers: key ? { authorization: `Bearer ${key.reveal()}` } : {},
      body: form,
      signal: AbortSignal.timeout(timeout.total('milliseconds')),
    });
    if (!answer.ok) return { kind: 'unheard', why: `http_${answer.status}` };
    const text = Answer.safeParse(await answer.json()).data?.text ?? '';
    return text === '' ? { kind: 'unheard', why: 'silence' } : { kind: 'heard', text: text.slice(0, textMax) };
  } catch (error) {
    return { kind: 'unheard', why: codeOf(error) || 'unreadable' };
  }
}

/** Such services go by the name's ending. */
const endings: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
};
