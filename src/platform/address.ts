import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, isIP } from 'node:net';

/** Everything that is not the public internet. @see https://www.iana.org/assignments/iana-ipv4-special-registry */
const special = new BlockList();
for (const network of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]) {
  const [address = '', bits] = network.split('/');
  special.addSubnet(address, Number(bits), 'ipv4');
}
/** Of IPv6 only 2000::/3 is given out, and in it are tunnels to IPv4 and examples. */
const given = new BlockList();
given.addSubnet('2000::', 3, 'ipv6');
for (const [address, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const)
  special.addSubnet(address, bits, 'ipv6');

/** Does this address stand in the public internet? */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !special.check(address, 'ipv4');
  return family === 6 && given.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

/** May we be sent to this URL? What its name stands for is found out when we connect: `publicLookup`. */
export function isPublicUrl(text: string): boolean {
  const { protocol, hostname, username, password } = new URL(text);
  const host = hostname.replace(/^\[|\]$/g, '');
  if (protocol !== 'https:' || username !== '' || password !== '') return false;
  return isIP(host) === 0
    ? /\.[a-z][a-z0-9-]*$/i.test(host) && !/\.(local|internal|localhost)$/i.test(host)
    : isPublic(host);
}

type Found = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/**
 * `dns.lookup` that finds only what stands in the public internet. It is asked as the connection is made, so that a name
 * that is public when it is checked and private a moment later leads nowhere.
 */
export function publicLookup(host: string, options: LookupOptions, found: Found): void {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return found(error, []);
    const [first] = addresses;
    if (!first || !addresses.every(({ address }) => isPublic(address)))
      return found(Object.assign(new Error('not a public address'), { code: 'PRIVATE_ADDRESS' }), []);
    return options.all === true ? found(null, addresses) : found(null, first.address, first.family);
  });
}
