import { request } from 'undici';
import { z } from 'zod';
import { codeOf, Fault } from '../platform/fault.ts';
import { parseJson } from '../platform/json.ts';
import { raiseRefusal, type Graph } from './graph.client.ts';

export type Media = { readonly type: string; readonly bytes: Buffer };

const Found = z.object({ url: z.url(), mime_type: z.string(), sha256: z.string(), file_size: z.coerce.number() });
const Taken = z.object({ id: z.string().min(1) });

/** Files are large: they get longer than a message does. */
const timeoutMs = 60_000;

/** Where Meta keeps files. Our token goes nowhere else, whatever an answer says. [?] */
const hosts = ['lookaside.fbsbx.com', 'graph.facebook.com'];

/**
 * Fetches a file that a contact sent. Where it lies is asked anew each time, for the answer is good for five minutes.
 *
 * @throws Fault `whatsapp.media_…`; permanent when it is too large or no longer there
 */
export async function fetchMedia(
  graph: Graph,
  { metaId, phoneNumberId }: { readonly metaId: string; readonly phoneNumberId: string },
  bytesMax: number,
): Promise<Media & { readonly sha256: string }> {
  const path = `${encodeURIComponent(metaId)}?phone_number_id=${phoneNumberId}`;
  const { statusCode, bytes } = await call(graph, { url: `${graph.url}/${path}`, bytesMax: 64 * 1024 });
  const answer = parseJson(bytes);
  if (statusCode >= 300) gone(statusCode, answer);
  const { data } = Found.safeParse(answer);
  if (!data) throw new Fault('transient', 'whatsapp.media_unreadable');
  const { url, mime_type: type, sha256, file_size } = data;
  if (file_size > bytesMax) throw new Fault('permanent', 'whatsapp.media_too_large', { sizeBytes: file_size });
  const { host } = new URL(url);
  if (!hosts.includes(host) && host !== new URL(graph.url).host)
    throw new Fault('bug', 'whatsapp.media_host', { host });
  const file = await call(graph, { url, bytesMax });
  // The url died meanwhile: the next try asks for another.
  if (file.statusCode !== 200) throw new Fault('transient', 'whatsapp.media_lost', { statusCode: file.statusCode });
  return { type, bytes: file.bytes, sha256 };
}

/** Meta says of a file it does not have what it says of any object that it does not have. */
function gone(statusCode: number, answer: unknown): never {
  const { data } = z.object({ error: z.object({ code: z.number() }) }).safeParse(answer);
  if (statusCode === 404 || data?.error.code === 100) throw new Fault('permanent', 'whatsapp.media_gone');
  return raiseRefusal(statusCode, answer);
}

/**
 * Gives Meta a file of ours, and returns what it calls it for 30 days.
 *
 * @throws Fault `whatsapp.<code>`. Nothing was sent to anybody: it can always be tried again
 */
export async function uploadMedia(
  graph: Graph,
  phoneNumberId: string,
  { type, bytes, name }: Media & { readonly name: string },
): Promise<string> {
  const form = new FormData();
  // Meta refuses plain `audio/ogg`; what is in it here is Opus.
  const told = type === 'audio/ogg' ? 'audio/ogg; codecs=opus' : type;
  form.set('messaging_product', 'whatsapp');
  form.set('type', told);
  form.set('file', new File([new Uint8Array(bytes)], name, { type: told }));
  const encoded = new Response(form);
  const contentType = encoded.headers.get('content-type') ?? '';
  const body = Buffer.from(await encoded.arrayBuffer());
  const url = `${graph.url}/${phoneNumberId}/media`;
  const { statusCode, bytes: answer } = await call(graph, { url, bytesMax: 64 * 1024, body, contentType });
  const { data } = Taken.safeParse(parseJson(answer));
  if (statusCode < 300 && data) return data.id;
  if (statusCode < 300) throw new Fault('transient', 'whatsapp.media_unreadable');
  return raiseRefusal(statusCode, parseJson(answer));
}

type Call = {
  readonly url: string;
  readonly bytesMax: number;
  readonly body?: Buffer;
  readonly contentType?: string;
};

async function call(
  { accessToken }: Graph,
  { url, bytesMax, body, contentType }: Call,
): Promise<{ readonly statusCode: number; readonly bytes: Buffer }> {
  try {
    const answer = await request(url, {
      method: body ? 'POST' : 'GET',
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      headers: {
        authorization: `Bearer ${accessToken.reveal()}`,
        ...(contentType === undefined ? {} : { 'content-type': contentType }),
      },
      ...(body ? { body } : {}),
    });
    const pieces: Buffer[] = [];
    let size = 0;
    for await (const piece of answer.body) {
      const bytes = Buffer.from(piece);
      size += bytes.length;
      if (size > bytesMax) throw new Fault('permanent', 'whatsapp.media_too_large', { sizeBytes: size });
      pieces.push(bytes);
    }
    return { statusCode: answer.statusCode, bytes: Buffer.concat(pieces) };
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('transient', 'whatsapp.media_unreachable', { code: codeOf(error) }, error);
  }
}
