import { z } from 'zod';

/**
 * Temporal values that live in JSON as ISO 8601 text.
 *
 * `parse` takes the text and gives the value; `JSON.stringify` turns the value back into the same text.
 */
export const IsoDate = z.codec(z.iso.date(), z.instanceof(Temporal.PlainDate), {
  decode: (text) => Temporal.PlainDate.from(text),
  encode: (date) => date.toString(),
});

/** Local time of day, without zone. */
export const IsoTime = z.codec(z.iso.time(), z.instanceof(Temporal.PlainTime), {
  decode: (text) => Temporal.PlainTime.from(text),
  encode: (time) => time.toString(),
});

/** A point in time, in UTC. */
export const IsoInstant = z.codec(z.iso.datetime({ offset: true }), z.instanceof(Temporal.Instant), {
  decode: (text) => Temporal.Instant.from(text),
  encode: (instant) => instant.toString(),
});
