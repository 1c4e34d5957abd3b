import { z } from 'zod';
import { parseJson } from '../platform/json.ts';
import { isBefore } from '../platform/time.ts';
import type { Finding } from './finding.ts';

/** A line of `security.log`, as far as it is counted. */
const Line = z.looseObject({
  timestamp: z.iso.datetime({ offset: true }),
  message: z.string().startsWith('security.'),
  request: z.string().default(''),
  route: z.string().default(''),
  ip: z.string().default('unknown'),
});

/** How often something happened, by one field. The most frequent first. */
export type Counts = Readonly<Record<string, number>>;

/** What `security.log` holds since a moment. */
export type SecurityEvents = {
  readonly since: string;
  /** By what happened: `sign_in_failed`, `unauthorized`, `forbidden`, `locked_out`. */
  readonly events: Counts;
  /** By what happened and where it came from: `sign_in_failed 203.0.113.7`. */
  readonly sources: Counts;
  /** 401 and 403, by the route that refused. */
  readonly routes: Counts;
  /** Lines that are no event: somebody else wrote into the file, or half of it is gone. */
  readonly unreadable: number;
};

/** Counts the lines by their fields: a number that happens to hold 401 is no refusal. */
export function countEvents(lines: readonly string[], since: Temporal.Instant): SecurityEvents {
  const read = lines.filter((line) => line !== '').map((line) => Line.safeParse(parseJson(Buffer.from(line))));
  const late = once(
    read.flatMap(({ data }) => (data && !isBefore(Temporal.Instant.from(data.timestamp), since) ? [data] : [])),
  ).map((line) => ({ ...line, event: line.message.slice('security.'.length) }));
  return {
    since: since.toString({ smallestUnit: 'second' }),
    events: counted(late.map(({ event }) => event)),
    sources: counted(late.map(({ event, ip }) => `${event} ${ip}`)),
    routes: counted(late.flatMap(({ event, route }) => (route === '' ? [] : [`${event} ${route}`]))),
    unreadable: read.filter(({ success }) => !success).length,
  };
}

/** Who refuses writes a line, and the request's end another: of one request the last says most. */
function once(lines: readonly z.output<typeof Line>[]): z.output<typeof Line>[] {
  const known = lines.map((line, index) => [`${line.request || index} ${line.message}`, line] as const);
  return [...new Map(known).values()];
}

function counted(words: readonly string[]): Counts {
  const groups = Object.groupBy(words, (word) => word);
  const sizes = Object.entries(groups).map(([word, all = []]) => [word, all.length] as const);
  return Object.fromEntries(sizes.toSorted(([, one], [, other]) => other - one));
}

/** From so many of one source on somebody is trying, not mistyping. */
const triesMax: Readonly<Record<string, number>> = {
  sign_in_failed: 20,
  unauthorized: 100,
  forbidden: 100,
  locked_out: 3,
};

/**
 * What of them somebody should look at.
 *
 * @param lines of `security.log`; `null`: there is none, so that nothing is known
 */
export function judgeEvents(lines: readonly string[] | null, since: Temporal.Instant): Finding[] {
  const fix = 'LOG_TO=both in .env, so that logs/security.log is written; LOG_DIR says where.';
  if (lines === null) return [{ check: 'security events', level: 'unknown', says: 'there is no security.log', fix }];
  const { events, sources, unreadable } = countEvents(lines, since);
  const many = Object.entries(sources).flatMap(([source, count]): Finding[] => {
    const [event = '', ip = ''] = source.split(' ');
    if (count < (triesMax[event] ?? Infinity)) return [];
    const look = `Look at logs/security.log by this ip; a service of yours has a wrong secret, or block ${ip} at the firewall.`;
    return [{ check: `source ${ip}`, level: 'warning', says: `${count} × ${event}`, fix: look }];
  });
  const broken: Finding[] =
    unreadable === 0
      ? []
      : [
          {
            check: 'security.log',
            level: 'warning',
            says: `${unreadable} lines are no event`,
            fix: 'Look who wrote them: the application writes whole lines only.',
          },
        ];
  const total = Object.entries(events).map(([event, count]) => `${count} × ${event}`);
  const says = total.length === 0 ? 'no refusal' : total.join(', ');
  return [{ check: 'security events', level: 'ok', says: `${says} in the time looked at` }, ...many, ...broken];
}
