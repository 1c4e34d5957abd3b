import type { Finding } from './finding.ts';

/** What `apt-get --simulate dist-upgrade` printed, and how old what it knows is. */
export type Updates = {
  /** `null`: apt could not be asked. */ readonly printed: string | null;
  /** When the list of security updates was last made, and until when it may be believed, by its own words. */
  readonly list: { readonly made: Temporal.Instant; readonly until: Temporal.Instant } | null;
};

/** The dates in the head of a repository's `InRelease`; `null`: it has none. */
export function listDates(text: string): Updates['list'] {
  const [, made] = /^Date: (.+)$/m.exec(text) ?? [];
  const [, until] = /^Valid-Until: (.+)$/m.exec(text) ?? [];
  const [from, to] = [Date.parse(made ?? ''), Date.parse(until ?? '')];
  if (Number.isNaN(from) || Number.isNaN(to)) return null;
  return { made: Temporal.Instant.fromEpochMilliseconds(from), until: Temporal.Instant.fromEpochMilliseconds(to) };
}

/** Packages that a simulated upgrade would take from a security archive. */
export const securityUpdates = (printed: string): string[] =>
  printed
    .split('\n')
    .filter((line) => /^Inst \S+ .*security/i.test(line))
    .map((line) => line.split(' ')[1] ?? '');

/** Are security updates pending? A list that is old, absent or unread is no answer: it is never taken for "none". */
export function updatesFinding(check: string, { printed, list }: Updates, now: Temporal.Instant): Finding {
  const unknown = (says: string, fix: string): Finding => ({ check, level: 'unknown', says, fix });
  if (printed === null) return unknown('UNKNOWN: apt could not be asked', 'apt-get update, and run this again.');
  if (list === null) return unknown('UNKNOWN: there is no list of security updates', 'apt-get update');
  if (Temporal.Instant.compare(list.until, now) < 0) {
    const day = list.until.toString({ smallestUnit: 'minute' });
    return unknown(`UNKNOWN: the list of security updates ended on ${day}`, 'apt-get update');
  }
  const pending = securityUpdates(printed);
  if (pending.length === 0) return { check, level: 'ok', says: 'no security update is pending' };
  const says = `${pending.length} security updates are pending: ${pending.slice(0, 8).join(', ')}${pending.length > 8 ? ' …' : ''}`;
  return { check, level: 'warning', says, fix: fixOf[check] ?? 'whats-agent up --build, then deploy.' };
}

const fixOf: Readonly<Record<string, string>> = {
  'host updates': 'apt-get upgrade at a quiet hour (it may restart Docker), then whats-agent ps.',
};
