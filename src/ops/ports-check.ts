import type { Finding } from './finding.ts';

/** A socket that listens for others. */
export type Listener = { readonly address: string; readonly port: number };

const listens = '0A';

/** The listening sockets in the text of `/proc/net/tcp` and `/proc/net/tcp6`. */
export function listenersIn(text: string): Listener[] {
  return text.split('\n').flatMap((line) => {
    const [, address = '', port = '', state] = /^\s*\d+: ([\dA-F]+):([\dA-F]{4}) \S+ ([\dA-F]{2}) /.exec(line) ?? [];
    return state === listens ? [{ address: addressOf(address), port: Number.parseInt(port, 16) }] : [];
  });
}

/** The kernel writes each four bytes the wrong way round. */
function addressOf(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).toReversed());
  if (bytes.length === 4) return bytes.map((byte) => Number.parseInt(byte, 16)).join('.');
  const mapped = /^0{20}FFFF/.test(bytes.join(''));
  if (mapped) return addressOf(hex.slice(-8));
  return (bytes.join('').match(/.{4}/g) ?? []).map((group) => group.replace(/^0{1,3}/, '')).join(':');
}

const isLocal = ({ address }: Listener) => address.startsWith('127.') || address === '0:0:0:0:0:0:0:1';

/**
 * Who may be reached from elsewhere?
 *
 * @param expected ports that are meant to be open
 */
export function checkPorts(listeners: readonly Listener[], expected: readonly number[]): Finding[] {
  const open = listeners.filter((listener) => !isLocal(listener));
  const strange = [...new Set(open.map(({ port }) => port))].filter((port) => !expected.includes(port));
  const table = [...expected].toSorted((one, other) => one - other).join(', ');
  if (strange.length === 0)
    return [{ check: 'open ports', level: 'ok', says: `none but the expected (${table || 'none'})` }];
  return strange.map((port) => ({
    check: `port ${port}`,
    level: 'error',
    says: `listens for everybody at ${open.find((listener) => listener.port === port)?.address ?? ''}; expected are ${table || 'none'}`,
    fix: `ss -ltnp "sport = :${port}" names the program: bind it to 127.0.0.1, stop it, or add ${port} to SECURITY_PORTS.`,
  }));
}
