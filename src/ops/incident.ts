import { createHash } from 'node:crypto';
import { z } from 'zod';
import { wrong } from '../platform/fault.ts';
import { parseJson } from '../platform/json.ts';

const Step = z.enum(['started', 'told', 'collected', 'isolated', 'reopened', 'closed']);

/** A line of the register. Each holds the hash of the one before: what was changed or taken out shows. */
const Entry = z.object({
  incident: z.string(),
  step: Step,
  at: z.string(),
  by: z.string(),
  says: z.string(),
  previous: z.string(),
  hash: z.string(),
});
export type Entry = z.output<typeof Entry>;
export type Happening = Pick<Entry, 'incident' | 'step' | 'at' | 'by' | 'says'>;

const hashOf = ({ incident, step, at, by, says, previous }: Omit<Entry, 'hash'>) =>
  createHash('sha256')
    .update(JSON.stringify([previous, incident, step, at, by, says]))
    .digest('hex');

/** The line that comes after these. */
export function chained(entries: readonly Entry[], { incident, step, at, by, says }: Happening): Entry {
  const entry = { incident, step, at, by, says, previous: entries.at(-1)?.hash ?? '' };
  return { ...entry, hash: hashOf(entry) };
}

/** The lines of a register, up to the first that is not as it was written; `whole`: that is all of them. */
export function readEntries(text: string): { readonly entries: Entry[]; readonly whole: boolean } {
  const entries: Entry[] = [];
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const entry = entryIn(line);
    if (!entry || entry.previous !== (entries.at(-1)?.hash ?? '') || entry.hash !== hashOf(entry))
      return { entries, whole: false };
    entries.push(entry);
  }
  return { entries, whole: true };
}

const entryIn = (line: string): Entry | null => Entry.safeParse(parseJson(Buffer.from(line))).data ?? null;

/** One incident, as its lines tell. */
export type Incident = {
  readonly id: string;
  readonly startedAt: Temporal.Instant;
  readonly reason: string;
  readonly isOpen: boolean;
  readonly isCollected: boolean;
  readonly isIsolated: boolean;
  readonly timeline: readonly Entry[];
};

export function incidentsIn(entries: readonly Entry[]): Incident[] {
  return entries
    .filter(({ step }) => step === 'started')
    .map(({ incident: id, at, says }) => {
      const timeline = entries.filter(({ incident }) => incident === id);
      const has = (step: Entry['step']) => timeline.some((entry) => entry.step === step);
      const door = timeline.findLast(({ step }) => step === 'isolated' || step === 'reopened');
      return {
        id,
        startedAt: Temporal.Instant.from(at),
        reason: says,
        isOpen: !has('closed'),
        isCollected: has('collected'),
        isIsolated: door?.step === 'isolated',
        timeline,
      };
    });
}

/**
 * The incident that is meant: by its id, or the only one that is open.
 *
 * @throws Fault that says what there is
 */
export function chosen(incidents: readonly Incident[], id: string | undefined): Incident {
  const open = incidents.filter(({ isOpen }) => isOpen);
  const found = id === undefined ? open : incidents.filter((incident) => incident.id === id);
  if (found.length === 1 && found[0]) return found[0];
  const there = open.map((incident) => incident.id).join(', ') || 'none';
  throw wrong(
    id === undefined
      ? `security incident: name the incident by its id. Open are: ${there}.`
      : `security incident: there is no incident ${id}. Open are: ${there}.`,
  );
}
