import { isIP } from 'node:net';

/** Fields that hold words of our own making: codes, kinds, paths of routes, names of tables. Nothing else may be text. */
const ours = new Set(
  `kind code level job brain why path route method status state severity channel rule process event word type table
  constraint fault reason host version folder setting sentence outcome refusal query operation check fbtrace_id action
  request fields`.split(/\s+/),
);

/** A part of an id or a time, whatever the field is called. */
const id = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(\/\d+)?$/i;
const time = /^(\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)|-?P[\dTYMWDHS.]+)$/;

/** So many digits in a row could be somebody's phone, whatever stands between them. */
const digits = /\+?\(?\d(?:[\s().-]{0,2}\d){7,}/g;

/** Meta's id of a number of ours: it is in the settings, and not a phone. */
const plain = new Set(['phoneNumberId', 'phone_number_id']);

/** So deep a value is not a field of a log line any more. */
const depthMax = 4;

/**
 * What of a field may stand in a log. By construction: numbers, booleans, ids and times of any field, addresses of the network in
 * `ip`, and text only of the fields above, without anything in it that could be a phone. What a contact wrote or is called has no way through.
 */
export function redacted(name: string, value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return textOf(name, value);
  if (typeof value === 'number') return isPhone(value) ? '[number]' : value;
  if (typeof value === 'boolean' || value === null || value === undefined) return value;
  if (typeof value !== 'object' || depth === depthMax) return `[${typeof value}]`;
  return insideOf(name, value, depth + 1);
}

function insideOf(name: string, value: object, depth: number): unknown {
  if (value instanceof Temporal.Instant || value instanceof Temporal.Duration) return value.toString();
  if (Array.isArray(value)) return value.slice(0, 50).map((item: unknown) => redacted(name, item, depth));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => [
      // A key is text as well: only what could be a name in our code passes.
      /^[a-z][a-zA-Z_.]{0,40}$/.test(key) ? key : '[key]',
      redacted(key, inner, depth),
    ]),
  );
}

function textOf(name: string, text: string): string {
  if (plain.has(name) && /^\d{5,20}$/.test(text)) return text;
  if (id.test(text) || time.test(text)) return text;
  // Where a refused request came from: a line without it helps nobody.
  if (name === 'ip' && isIP(text) !== 0) return text;
  return ours.has(name) ? text.slice(0, 2_000).replaceAll(digits, '[digits]') : '[redacted]';
}

/** Whole and of ten digits or more. Bytes and milliseconds since 1970 are large too: they come as ISO text or rounded. */
const isPhone = (value: number): boolean => Number.isInteger(value) && Math.abs(value) >= 1e9 && Math.abs(value) < 1e16;
