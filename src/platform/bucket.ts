import { createHash } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';
import { codeOf, Fault } from './fault.ts';
import type { Files } from './files.ts';
import type { Secret } from './secret.ts';

/** A bucket of S3 or of what speaks like it. `url` leads to the bucket, or to a folder in it. */
export type Bucket = {
  readonly url: string;
  readonly region: string;
  readonly key: string;
  readonly secret: Secret;
  /** How long one call may take. */
  readonly timeoutMs: number;
};

/**
 * Files in a bucket that all processes of the installation share. A bucket shows an object whole or not at all.
 *
 * @throws Fault `files.<HTTP status, or the network's code>`, transient, from each of them
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function filesInBucket(bucket: Bucket): Files {
  return {
    async put(name, bytes) {
      await call(bucket, 'PUT', name, bytes);
    },
    async get(name) {
      const answer = await call(bucket, 'GET', name);
      return answer && Buffer.from(await answer.arrayBuffer());
    },
    async drop(name) {
      await call(bucket, 'DELETE', name);
    },
  };
}

/** `null`: there is nothing of this name. */
async function call(bucket: Bucket, method: string, name: string, bytes?: Uint8Array): Promise<Response | null> {
  const answer = await asked(bucket, method, name, bytes);
  if (answer.ok) return answer;
  await answer.body?.cancel();
  if (answer.status === 404 && method !== 'PUT') return null;
  throw new Fault('transient', `files.${answer.status}`, { method, file: name });
}

async function asked(bucket: Bucket, method: string, name: string, bytes?: Uint8Array): Promise<Response> {
  const { url, region, key, secret, timeoutMs } = bucket;
  // The sum is signed as well: what arrives otherwise is refused there.
  const sum = createHash('sha256')
    .update(bytes ?? '')
    .digest('hex');
  const signer = new AwsV4Signer({
    method,
    url: `${url.replace(/\/$/, '')}/${name.slice(0, 2)}/${name}`,
    headers: { 'x-amz-content-sha256': sum },
    accessKeyId: key,
    secretAccessKey: secret.reveal(),
    service: 's3',
    region,
  });
  const { url: signed, headers } = await signer.sign();
  try {
    const body = bytes === undefined ? {} : { body: new Uint8Array(bytes) };
    return await fetch(signed, { method, headers, ...body, signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
  } catch (error) {
    const code = codeOf(error instanceof Error ? error.cause : error) || 'unreachable';
    throw new Fault('transient', `files.${code}`, { method, file: name }, error);
  }
}
