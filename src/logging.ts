import { destination, multistream } from 'pino';
import type { Config } from './platform/config.ts';
import { openLog, type Logger } from './platform/log.ts';
import { openLogFiles } from './platform/logfiles.ts';

/** The log of a process of its own, where the settings say. */
export function logOf({ LOG_DIR, LOG_LEVEL, LOG_TIME_ZONE, LOG_TO }: Config): Logger {
  if (LOG_TO === 'stdout') return openLog(LOG_LEVEL);
  const files = openLogFiles(LOG_DIR, { clock: () => Temporal.Now.instant(), timeZone: LOG_TIME_ZONE });
  if (LOG_TO === 'files') return openLog(LOG_LEVEL, files);
  return openLog(
    LOG_LEVEL,
    multistream([
      { level: 'trace', stream: files },
      { level: 'trace', stream: destination(1) },
    ]),
  );
}
