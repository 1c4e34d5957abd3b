import { pino, type DestinationStream, type Logger } from 'pino';
import { redacted } from './redact.ts';
import { trail } from './trail.ts';

export type { Logger } from 'pino';

/** As operators grep for them: `grep -E "(ERROR|WARN|CRITICAL)"`. */
const levels: Readonly<Record<string, string>> = { fatal: 'CRITICAL' };

/**
 * JSON lines with upper-case levels, so that an operator's `grep ERROR` finds them. A line is a constant, dotted
 * event; what varies is a field. Ids yes; text, names and phone numbers never: `redacted` sees to it.
 *
 * @param to where lines go; standard output by default
 */
export function openLog(level: string, to?: DestinationStream): Logger {
  const settings = {
    level,
    base: null,
    messageKey: 'message',
    serializers: { err: withoutData },
    mixin: () => ({ ...trail() }),
    formatters: {
      level: (label: string) => ({ level: levels[label] ?? label.toUpperCase() }),
      log: (fields: Record<string, unknown>) =>
        Object.fromEntries(
          Object.entries(fields).map(([name, value]) => [name, name === 'err' ? value : redacted(name, value)]),
        ),
    },
    timestamp: () => pino.stdTimeFunctions.isoTime().replace('time', 'timestamp'),
  };
  return to ? pino(settings, to) : pino(settings);
}

/** What an error is and where it came from, without its message: PostgreSQL's quote the values of a row. */
function withoutData(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined;
  const named = (name: string) => (name in error ? Reflect.get(error, name) : undefined);
  const stack = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return { type: error.name, code: named('code'), constraint: named('constraint'), table: named('table'), stack };
}
