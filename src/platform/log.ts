import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

/**
 * JSON lines with upper-case levels, so that an operator's `grep ERROR` finds them. A line is a constant, dotted
 * event; what varies is a field. Ids yes; text, names and phone numbers never.
 *
 * @param to where lines go; standard output by default
 */
export function openLog(level: string, to?: DestinationStream): Logger {
  const settings = {
    level,
    base: null,
    messageKey: 'message',
    formatters: { level: (label: string) => ({ level: label.toUpperCase() }) },
    timestamp: () => pino.stdTimeFunctions.isoTime().replace('time', 'timestamp'),
  };
  return to ? pino(settings, to) : pino(settings);
}
