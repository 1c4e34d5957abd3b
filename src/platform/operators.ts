import { BlockList, isIP } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Secret } from './secret.ts';

export type Operators = {
  /** Who needs no key, when they come directly: networks as `127.0.0.0/8`. */ readonly networks: readonly string[];
  /** What anybody else must bring; absent: nobody else is let in. */ readonly key: Secret | undefined;
};

/**
 * A hook that lets only operators pass: from this machine, or with the key as `Authorization: Bearer …` or `X-API-Key`.
 * What came through a proxy is never local, whatever its address says.
 */
export function operatorsOnly({ networks, key }: Operators) {
  const local = new BlockList();
  for (const network of networks) {
    const [address = '', bits = ''] = network.split('/');
    local.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  const isLocal = ({ headers, socket }: FastifyRequest): boolean => {
    if (proxies.some((header) => header in headers)) return false;
    const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    return isIP(address) !== 0 && local.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  };
  const hasKey = ({ headers }: FastifyRequest): boolean => {
    const given = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? headers['x-api-key'];
    return key !== undefined && typeof given === 'string' && key.is(given);
  };
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (isLocal(request) || hasKey(request)) return undefined;
    // Whoever is not let in learns nothing of what there is.
    return reply.code(404).send({ error: 'not found' });
  };
}

/** What proxies add. */
const proxies = ['x-forwarded-for', 'forwarded', 'x-real-ip'];
