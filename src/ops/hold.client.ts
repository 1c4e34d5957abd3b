import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import { codeOf } from '../platform/fault.ts';

/**
 * Takes a name that only one process of this machine can have, and answers how to let go of it; `null`: another one has
 * it. It is an address of Linux's abstract sockets: taken at once or not, and gone with the process however that ends.
 *
 * @param folder whose name it is: two installations do not hinder each other
 */
export async function hold(folder: string, name: string): Promise<(() => void) | null> {
  const server = createServer();
  const address = `\0whats-agent-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}-${name}`;
  return new Promise((done, failed) => {
    server.once('error', (error) => (codeOf(error) === 'EADDRINUSE' ? done(null) : failed(error)));
    server.listen(address, () => {
      server.unref();
      done(() => server.close());
    });
  });
}
