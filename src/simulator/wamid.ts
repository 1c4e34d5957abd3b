/** Makes the id of a message. `in`: from the contact to the business; `out`: from the business. */
export type Wamids = (address: string, direction: 'in' | 'out') => string;

/**
 * Ids as Meta makes them: base64 over the address, the direction and eighteen hexadecimal digits. [seen]
 *
 * No two calls answer the same, even when chance repeats itself.
 */
export function wamids(random: () => number): Wamids {
  let made = 0;
  return (address, direction) => {
    made += 1;
    const unique = hex(Math.floor(random() * 16 ** 12), 12) + hex(made, 6);
    const bytes = Buffer.concat([
      Buffer.from([0x1c, 0x18, address.length % 256]),
      Buffer.from(address),
      Buffer.from([0x15, 0x02, 0x00, direction === 'in' ? 0x12 : 0x11, 0x18, unique.length]),
      Buffer.from(`${unique}\0`),
    ]);
    return `wamid.${bytes.toString('base64')}`;
  };
}

function hex(value: number, length: number): string {
  return value.toString(16).toUpperCase().padStart(length, '0').slice(-length);
}
