import assert from 'node:assert/strict';
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { after, it } from 'node:test';
import { filesInBucket } from './bucket.ts';
import { Secret } from './secret.ts';

const [key, secret, region] = ['AKIDEXAMPLE', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', 'sa-east-1'];
const objects = new Map<string, Buffer>();
const trouble = { status: 0 };

/** A bucket that takes only what is signed as Amazon's text says, by its own reckoning of the signature. */
const server = createServer((request, response) => {
  void (async () => {
    const body = Buffer.concat(await Array.fromAsync(request, (piece) => Buffer.from(piece)));
    const path = request.url ?? '';
    const status = trouble.status || (isSigned(request, body) ? 200 : 403);
    if (status !== 200) return response.writeHead(status).end();
    if (request.method === 'PUT') objects.set(path, body);
    if (request.method === 'DELETE') return response.writeHead(objects.delete(path) ? 204 : 404).end();
    const found = objects.get(path);
    return found ? response.writeHead(200).end(request.method === 'GET' ? found : '') : response.writeHead(404).end();
  })();
}).listen(0, '127.0.0.1');
await new Promise((done) => server.once('listening', done));
after(() => server.close());
const address = server.address();
const port = address !== null && typeof address === 'object' ? address.port : 0;

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const hmac = (by: string | Buffer, data: string) => createHmac('sha256', by).update(data).digest();

function isSigned({ headers, method, url = '' }: IncomingMessage, body: Buffer): boolean {
  const sum = String(headers['x-amz-content-sha256']);
  const [, scope = '', names = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/(\S+), SignedHeaders=(\S+), Signature=(\w+)$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  const at = String(headers['x-amz-date']);
  const canonical = [
    method,
    url,
    '',
    ...names.split(';').map((name) => `${name}:${String(headers[name])}`),
    '',
    names,
    sum,
  ].join('\n');
  const [day = '', ...rest] = scope.split('/');
  const signing = [day, ...rest].reduce<string | Buffer>((by, part) => hmac(by, part), `AWS4${secret}`);
  const isWhole = ['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => names.split(';').includes(name));
  return (
    isWhole &&
    sum === sha256(body) &&
    rest.join('/') === `${region}/s3/aws4_request` &&
    hmac(signing, ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n')).toString('hex') === signature
  );
}

const bucket = {
  url: `http://127.0.0.1:${port}/clinic/files/`,
  region,
  key,
  secret: new Secret(secret),
  timeoutMs: 2000,
};
const files = filesInBucket(bucket);

it('puts a file, gets it as it was, and drops it, each call signed over its bytes', async () => {
  const [name, bytes] = [randomUUID(), Buffer.from([0, 255, 10, 13, 0])];
  await files.put(name, bytes);
  assert.deepEqual([...objects.keys()], [`/clinic/files/${name.slice(0, 2)}/${name}`]);
  assert.deepEqual(await files.get(name), bytes);
  await files.drop(name);
  assert.equal(await files.get(name), null);
  await files.drop(name);
});

it('fails in a way that is tried again, and never takes a refusal for an absent file', async () => {
  const name = randomUUID();
  const wrong = filesInBucket({ ...bucket, secret: new Secret('another') });
  await assert.rejects(wrong.put(name, Buffer.from('x')), { code: 'files.403', kind: 'transient' });
  await assert.rejects(wrong.get(name), { code: 'files.403' });
  trouble.status = 503;
  await assert.rejects(files.get(name), { code: 'files.503', kind: 'transient' });
  await assert.rejects(files.drop(name), { code: 'files.503' });
  trouble.status = 404;
  await assert.rejects(files.put(name, Buffer.from('x')), { code: 'files.404' }, 'there is no such bucket');
  trouble.status = 0;
  const nobody = filesInBucket({ ...bucket, url: 'http://127.0.0.1:1/clinic' });
  await assert.rejects(nobody.get(name), { code: /^files\.\w+$/, kind: 'transient' });
});
