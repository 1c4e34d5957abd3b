import { coolDownMinutes, isBroken, type Alert, type Rule, type Severity } from './alert.ts';
import type { Readings } from './readings.ts';

/** What somebody is to be told. `step`: how far the escalation goes with it. */
export type Telling = {
  readonly kind: 'fired' | 'escalated' | 'reminded' | 'resolved';
  readonly alert: Alert;
  readonly step: number;
};

/** Nobody is told of a rule in this time; `null`: of none. */
export type Silence = {
  readonly rule: string | null;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
};

export type Situation = {
  readonly rules: readonly Rule[];
  readonly readings: Readings;
  readonly silences: readonly Silence[];
  readonly now: Temporal.Instant;
  readonly newId: () => string;
};

/** Looks in a row at which all is well before an alert is over: one good reading in an outage is no end. */
const wellLooks = 2;

/** Minutes after an alert fired at which the next in the chain is told, until somebody acknowledges. */
export const escalation: Readonly<Record<Severity, readonly number[]>> = {
  critical: [0, 3, 6, 10],
  high: [0, 15, 30],
  medium: [0],
  low: [0],
};

/** After the whole chain was told of a critical alert it is told again, so often. */
const chainAgainMinutes = 15;

/**
 * One look: what every alert is now, and what is to be told. An alert is told once when it fires, once more with each
 * step of its escalation, again after each cool-down while nobody acknowledges it, and once when it is over if somebody
 * was told that it began. A reading that is unknown changes nothing.
 *
 * @param alerts the open ones, and those resolved not longer ago than their cool-down
 */
export function look(
  alerts: readonly Alert[],
  situation: Situation,
): { readonly alerts: readonly Alert[]; readonly tellings: readonly Telling[] } {
  const { rules, readings, now } = situation;
  const before = new Map(alerts.map((alert) => [alert.rule, alert]));
  const after = new Map<string, Alert>();
  for (const rule of rules) {
    const alert = moved(before.get(rule.name) ?? null, rule, readings[rule.reading], situation);
    if (alert) after.set(rule.name, alert);
  }
  const tellings: Telling[] = [];
  for (const rule of rules) {
    const alert = after.get(rule.name);
    if (!alert) continue;
    const muted = isMuted(rule, after, situation);
    const telling = muted ? null : toTell({ ...alert, muted }, rule, now);
    const told = telling ? { told: Math.max(alert.told, telling.step + 1), toldAt: now } : {};
    after.set(rule.name, { ...alert, muted, ...told });
    if (telling) tellings.push(telling);
  }
  return { alerts: [...after.values()].filter((alert) => !isForgotten(alert, rules, now)), tellings };
}

function moved(alert: Alert | null, rule: Rule, value: number | null, { now, newId }: Situation): Alert | null {
  if (value === null) return alert;
  const broken = isBroken(rule, value);
  if (alert === null) return broken ? firedIfDue(fresh(rule, value, now, newId()), rule, now) : null;
  if (alert.state === 'resolved') return broken ? reopened(alert, rule, value, { now, newId }) : alert;
  if (alert.state === 'pending') return broken ? firedIfDue({ ...alert, value }, rule, now) : null;
  if (broken) return { ...alert, value, well: 0 };
  const well = alert.well + 1;
  if (well < wellLooks) return { ...alert, well };
  return { ...alert, value, well, state: 'resolved', resolvedAt: now, resolvedBy: 'itself' };
}

/** One that comes back within its cool-down is the same alert, and nobody is told of it anew: it flaps. */
function reopened(alert: Alert, rule: Rule, value: number, { now, newId }: Pick<Situation, 'now' | 'newId'>): Alert {
  const { told, toldAt } = alert;
  return firedIfDue({ ...fresh(rule, value, now, newId()), told, toldAt }, rule, now);
}

function fresh(rule: Rule, value: number, now: Temporal.Instant, id: string): Alert {
  const nobody = { acknowledgedAt: null, acknowledgedBy: null, resolvedAt: null, resolvedBy: null };
  return {
    id,
    rule: rule.name,
    state: 'pending',
    value,
    since: now,
    firedAt: null,
    told: 0,
    toldAt: null,
    muted: false,
    well: 0,
    ...nobody,
  };
}

function firedIfDue(alert: Alert, { forSeconds }: Rule, now: Temporal.Instant): Alert {
  if (alert.since.until(now).total('seconds') < forSeconds) return alert;
  return { ...alert, state: 'firing', firedAt: now };
}

const isOpen = (alert: Alert | undefined) => alert?.state === 'firing' || alert?.state === 'acknowledged';

/** Its cause fires, or is about to; or somebody wanted silence. */
function isMuted(rule: Rule, alerts: ReadonlyMap<string, Alert>, { silences, now }: Situation): boolean {
  if (rule.causedBy.some((cause) => isOpen(alerts.get(cause)))) return true;
  const holds = ({ startsAt, endsAt }: Silence) =>
    Temporal.Instant.compare(startsAt, now) <= 0 && Temporal.Instant.compare(now, endsAt) < 0;
  return silences.some((silence) => (silence.rule === null || silence.rule === rule.name) && holds(silence));
}

function toTell(alert: Alert, { severity }: Rule, now: Temporal.Instant): Telling | null {
  const { state, firedAt, toldAt, told } = alert;
  if (state === 'resolved')
    return wasTold(alert) && alert.resolvedAt?.equals(now) ? { kind: 'resolved', alert, step: told - 1 } : null;
  if (state !== 'firing' || !firedAt) return null;
  if (told === 0 || !toldAt) return { kind: 'fired', alert, step: 0 };
  const due = escalation[severity][told];
  if (due !== undefined && firedAt.until(now).total('minutes') >= due) return { kind: 'escalated', alert, step: told };
  const quietMinutes = toldAt.until(now).total('minutes');
  return quietMinutes >= remindMinutes(severity, told) ? { kind: 'reminded', alert, step: told - 1 } : null;
}

const remindMinutes = (severity: Severity, told: number): number =>
  severity === 'critical' && told >= escalation.critical.length ? chainAgainMinutes : coolDownMinutes[severity];

/** Somebody was told that it began, in this life of it. */
const wasTold = ({ firedAt, toldAt }: Alert): boolean =>
  firedAt !== null && toldAt !== null && Temporal.Instant.compare(toldAt, firedAt) >= 0;

/** Resolved alerts are remembered for their cool-down, to know one that flaps. */
function isForgotten({ state, rule, resolvedAt }: Alert, rules: readonly Rule[], now: Temporal.Instant): boolean {
  if (state !== 'resolved' || !resolvedAt) return false;
  const severity = rules.find(({ name }) => name === rule)?.severity ?? 'low';
  return resolvedAt.until(now).total('minutes') > coolDownMinutes[severity];
}
