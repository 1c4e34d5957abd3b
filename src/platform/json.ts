const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The value that these bytes say, or `undefined` when they are no JSON (RFC 8259: in UTF-8, too). */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    return undefined;
  }
}

/** The value as JSON text, or `null` when it is nested deeper than the stack. */
export function printJson(value: unknown): string | null {
  try {
    return JSON.stringify(value);
  } catch {
    return null;
  }
}

/** Text that PostgreSQL takes: NUL and half surrogate pairs, which JSON can carry, are no characters there. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** The same value with `storable` text in it, keys too. */
export function storableValue(value: unknown): unknown {
  if (typeof value === 'string') return storable(value);
  if (Array.isArray(value)) return value.map(storableValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [storable(key), storableValue(each)]));
}
