import { sql } from 'kysely';
import type { Brain } from '../../src/agent/brain.ts';
import type { Voice } from '../../src/agent/voice.ts';
import { slotsOf } from '../../src/bookings/slots.ts';
import { freshAgenda } from '../../src/bookings/agenda.store.ts';
import { wordsIn } from '../../src/conversations/content.ts';
import { engineOn, ourRules } from '../../src/engine.ts';
import type { Db } from '../../src/platform/db.ts';
import { repliesWrong, unconsented } from './conduct.ts';
import type { Evidence } from './evidence.ts';
import { mismatches, withFirstFree, type FirstFree, type Place } from './expectation.ts';
import { businessOfFixture, type GivenBooking } from './fixture.ts';
import { unprovenIn } from './grounding.ts';
import { ledgerOf } from './ledger.ts';
import { tappableIn } from './content.ts';
import type { Scenario } from './scenario.ts';
import { castOf, playPolicy, playReference } from './script.ts';
import { openStage, type Stage } from './stage.ts';
import { forbiddenCheck, requiredCheck } from './statements.ts';
import { localStart } from './want.ts';

/** One conversation and what came of it. */
export type Run = {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly noise: string;
  readonly seed: number;
  /** Why it failed; empty: it did not. */
  readonly problems: readonly string[];
  readonly evidence: Evidence;
};

/** Who understands, and who finds the words: without one they are said as they are written. */
export type Mind = { readonly brain: Brain; readonly voice?: Voice };

/** The wording of a policy by its number, or the reference. */
type Way = number | 'reference' | 'spoken';

/**
 * Plays a scenario against the real engine and judges it by the tables, by what was said, and by the budget.
 *
 * @param seed `reference` plays the commands of its reference, `spoken` says its lines to the brain; both its plain policy
 * where it has none
 */
export async function runScenario(
  db: Db,
  written: Scenario,
  seed: Way,
  mind: Mind = { brain: ourRules },
): Promise<Run> {
  const { hidden_facts: hidden, fixture } = written;
  const self = castOf(written).get('self').waId;
  const bookings = [
    ...[hidden.existing ?? []].flat().map((line) => bookingIn(line, self, hidden.name ?? 'Carla')),
    ...[hidden.others ?? []]
      .flat()
      .map((line, index) => bookingIn(line, `55119777001${String(index).padStart(2, '0')}`, `Outra Pessoa`)),
  ];
  const file = businessOfFixture(fixture, bookings);
  const now = startOf(hidden.clock ?? fixture.now, file.timeZone);
  const stage = await openStage(db, engineOn(db, now), file, now);
  await prepare(stage, written, self);
  const before = await ledgerOf(db, stage.business.id);
  const expected = withFirstFree(written.expected_db, await firstFreeOf(stage, now));
  const scenario = { ...written, expected_db: expected };
  stage.engine.setBrain(mind.brain);
  if (mind.voice) stage.engine.setVoice(mind.voice);
  const thrown = await faultIn(() => play(stage, scenario, seed));
  const after = await ledgerOf(db, stage.business.id);
  const evidence: Evidence = { file, self, exchanges: stage.exchanges, before, after };
  const contactOf = (name: string) => castOf(scenario).get(name).waId;
  const place: Place = { contactOf };
  const problems = [
    ...thrown,
    ...mismatches(expected, before, after, place),
    ...scenario.must_communicate.flatMap((prose) => requiredCheck(prose)(evidence) ?? []),
    ...scenario.forbidden.flatMap((prose) => named(prose, forbiddenCheck(prose)(evidence))),
    ...repliesWrong(evidence),
    ...unconsented(evidence),
    ...unprovenIn(evidence).map((each) => `nothing proves ${each}`),
    ...overBudget(evidence, scenario.budget.max_user_turns),
  ];
  const { id, title, kind, noise } = scenario;
  return {
    id,
    title,
    kind,
    noise,
    seed: typeof seed === 'number' ? seed : -1,
    problems: [...new Set(problems)],
    evidence,
  };
}

function play(stage: Stage, scenario: Scenario, seed: Way): Promise<void> {
  if (typeof seed === 'number') return playPolicy(stage, scenario, seed);
  return scenario.reference ? playReference(stage, scenario, seed) : playPolicy(stage, scenario, 0);
}

/** What broke a run is its own problem, and the others go on. */
export async function faultIn(perform: () => Promise<void>): Promise<string[]> {
  try {
    await perform();
    return [];
  } catch (fault) {
    return [`broke off: ${fault instanceof Error ? (fault.stack ?? fault.message) : JSON.stringify(fault)}`];
  }
}

const named = (prose: string, problem: string | null) => (problem === null ? [] : [`forbidden "${prose}": ${problem}`]);

function overBudget({ exchanges }: Evidence, max: number): string[] {
  const turns = exchanges.filter(({ said }) => said.length > 0).length;
  return turns > max * 2 ? [`${turns} turns, ${max} are the budget`] : [];
}

/** A clock of a scenario is local to its business unless it has an offset. */
function startOf(clock: string, timeZone: string): Temporal.Instant {
  return /Z$|[+-]\d\d:\d\d$/.test(clock)
    ? Temporal.Instant.from(clock)
    : Temporal.PlainDateTime.from(clock).toZonedDateTime(timeZone).toInstant();
}

/** "corte 2026-11-26T14:00 joao moves=2" as a booking of a business file. */
function bookingIn(line: string, contact: string, name: string): GivenBooking {
  const [service = '', start = '', who] = line.split(' ').filter((part) => !part.includes('='));
  return { service, start, contact, name, ...(who ? { professional: who } : {}) };
}

/** What a business file cannot say: how often a booking was moved, who waits, what was noted. */
async function prepare(stage: Stage, { hidden_facts: hidden }: Scenario, self: string): Promise<void> {
  const { db, business } = stage;
  for (const line of [hidden.existing ?? []].flat()) {
    const [, start = ''] = line.split(' ');
    for (const [, column, value] of line.matchAll(/ (moves|status)=(\w+)/g)) {
      const at = Temporal.PlainDateTime.from(start).toZonedDateTime(business.timeZone).toInstant();
      await (
        column === 'moves'
          ? sql`update bookings set moves = ${Number(value)} where business_id = ${business.id} and starts_at = ${at}`
          : sql`update bookings set status = ${value} where business_id = ${business.id} and starts_at = ${at}`
      ).execute(db);
    }
  }
  for (const [index, line] of [hidden.waiting ?? []].flat().entries())
    await wait(stage, line, index === 0 ? self : '5511977700190');
}

async function wait({ db, business, engine }: Stage, line: string, waId: string): Promise<void> {
  const [key, days = ''] = line.split(' ');
  const [from = '', to = from] = days.split('..');
  await sql`insert into contacts (business_id, wa_id, name, profile_name) values (${business.id}, ${waId}, 'Carla', 'Carla')
    on conflict do nothing`.execute(db);
  await sql`insert into waitlist (business_id, contact_id, service_id, from_date, to_date, wished_at)
    select ${business.id}, c.id, s.id, ${from}::date, ${to}::date, ${engine.clock()} from contacts c, services s
    where c.business_id = ${business.id} and c.wa_id = ${waId} and s.business_id = ${business.id} and s.key = ${key ?? ''}`.execute(
    db,
  );
}

/** The first slot of a day that was free in the beginning, before or after noon or at all. */
async function firstFreeOf({ db, business }: Stage, now: Temporal.Instant): Promise<FirstFree> {
  const agenda = await freshAgenda(db, business, now);
  return (service, day, part) => {
    const id = business.services.find(({ key }) => key === service)?.id;
    if (!id) return 'none';
    const date = Temporal.PlainDate.from(day);
    const slots = slotsOf(business, agenda, { service: id, professional: null, days: { from: date, to: date } }, now);
    const times = slots.map(({ start }) => localStart(start.toString(), business).slice(11));
    return times.find((time) => part === 'day' || (part === 'am') === time < '12:00') ?? 'none';
  };
}

/** A line a turn, for reading: what was said, understood, done and answered. */
export function transcriptOf({ evidence: { exchanges, self, file } }: Run): string {
  return exchanges
    .map(({ from, at, said, commands, acts, effects, sent, tookMs, fault }) => {
      const clock = localStart(at.toString(), file).replace('T', ' ');
      const who = from === self ? '' : ` ${from}`;
      const heard = said.length > 0 ? said.map((text) => `  > ${text}`) : ['  (unasked)'];
      const traced = [
        commands.length > 0 ? `    commands ${JSON.stringify(commands)}` : '',
        acts.length > 0 ? `    acts ${JSON.stringify(acts)}` : '',
        effects.length > 0 ? `    effects ${JSON.stringify(effects)}` : '',
        fault === null ? '' : `    FAULT ${fault}`,
      ];
      const replies = sent.map((content) => {
        const options = tappableIn(content);
        const titles = options.map(({ title }) => `[${title}]`).join(' ');
        return `  < ${wordsIn(content).replaceAll('\n', '\n    ')}${titles ? `\n    ${titles}` : ''}`;
      });
      return [`${clock}${who}  ${Math.round(tookMs)} ms`, ...heard, ...traced.filter(Boolean), ...replies].join('\n');
    })
    .join('\n');
}
