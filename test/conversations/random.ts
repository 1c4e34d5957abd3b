import { engineOn, ourRules } from '../../src/engine.ts';
import type { Db } from '../../src/platform/db.ts';
import { chanceOf } from './chance.ts';
import { repliesWrong, unconsented } from './conduct.ts';
import { Customer, sender } from './customer.ts';
import type { Evidence } from './evidence.ts';
import { goalsOver, isInWindow, self, type Goal } from './goals.ts';
import { changeOf, ledgerOf, type Row } from './ledger.ts';
import { faultIn, type Mind, type Run } from './run.ts';
import { allScenarios } from './scenario.ts';
import { openStage, type Stage } from './stage.ts';

/** A customer who is not served by then goes away. */
const patience = 12;

/** Goals over the businesses of the scenario files. */
export function goalsFor(count: number, seed: number): Goal[] {
  const fixtures = [...Map.groupBy(allScenarios().scenarios, ({ file }) => file).values()].flatMap(
    ([first]) => first?.fixture ?? [],
  );
  return goalsOver(fixtures, count, seed);
}

/** One customer with this goal, in the words and with the noise of this seed. */
export async function runGoal(db: Db, goal: Goal, seed: number, mind: Mind = { brain: ourRules }): Promise<Run> {
  const stage = await openStage(db, engineOn(db, goal.now), goal.file, goal.now);
  stage.engine.setBrain(mind.brain);
  if (mind.voice) stage.engine.setVoice(mind.voice);
  const before = await ledgerOf(db, stage.business.id);
  const thrown = await faultIn(() => playGoal(stage, goal, seed));
  const after = await ledgerOf(db, stage.business.id);
  const evidence: Evidence = { file: goal.file, self, exchanges: stage.exchanges, before, after };
  const problems = [...thrown, ...wrongIn(goal, evidence), ...unservedIn(goal, evidence), ...repliesWrong(evidence)];
  const title = `${goal.kind}: ${goal.services.join(' + ')}, ${goal.day.toString()} ${JSON.stringify(goal.window)}${goal.professional ? ` with ${goal.professional.name}` : ''}`;
  return {
    id: goal.id,
    title,
    kind: `random: ${goal.kind}, ${goal.language}`,
    noise: goal.noise,
    seed,
    problems,
    evidence,
  };
}

async function playGoal(stage: Stage, goal: Goal, seed: number): Promise<void> {
  const customer = new Customer(goal, seed);
  for (let said = 0; said < patience; said += 1) {
    if (customer.sleeps()) await nextDay(stage);
    const last = stage.lastOf(self);
    const next = customer.next(last, stage);
    if (!next) return;
    const { yes, tells } = next;
    await stage.say([{ from: sender(goal), ...customer.messagesFor(next, last), means: { yes, tells } }]);
  }
}

async function nextDay(stage: Stage): Promise<void> {
  const { engine, business } = stage;
  const chance = chanceOf(engine.clock().epochMilliseconds, 'morning');
  const morning = engine.clock().toZonedDateTimeISO(business.timeZone).add({ days: 1 }).withPlainTime('09:00');
  await stage.pass(morning.add({ minutes: Math.floor(chance() * 120) }).toInstant());
}

const wrong = 'wrong booking';

/** What stands in the tables and is not what the customer came for, or was written without their yes. */
export function wrongBookings({ problems }: Run): string[] {
  return problems.filter((problem) => problem.startsWith(wrong));
}

function wrongIn(goal: Goal, evidence: Evidence): string[] {
  const { added, changed, gone } = changeOf(evidence.before.booking, evidence.after.booking);
  const made = added.filter(({ status }) => status === 'confirmed');
  const bad = made.filter((row) => !isMade(goal, row)).map((row) => `${wrong}: ${told(row)}`);
  const tooMany = made.length > goal.services.length ? [`${wrong}: ${made.length} were made`] : [];
  const others = changed
    .filter(({ before, after }) => !isChanged(goal, before, after))
    .map(({ after }) => `${wrong}: changed ${told(after)}`);
  return [
    ...bad,
    ...tooMany,
    ...others,
    ...gone.map((row) => `${wrong}: ${told(row)} is gone`),
    ...unconsented(evidence).map((each) => `${wrong}: ${each}`),
  ];
}

function isMade(goal: Goal, row: Row): boolean {
  const isFirst = row['service'] === goal.service.key;
  const books = goal.kind === 'book' || goal.kind === 'two';
  const start = String(row['start']);
  const isWhen = isFirst && goal.kind !== 'two' ? isInWindow(goal, start) : start.startsWith(goal.day.toString());
  const isWho = goal.professional === null || row['professional'] === goal.professional.key;
  const price = goal.file.services.find(({ key }) => key === row['service'])?.priceCents;
  return (
    books &&
    row.contact === self &&
    goal.services.includes(String(row['service'])) &&
    isWhen &&
    isWho &&
    Number(row['price']) * 100 === price
  );
}

function isChanged(goal: Goal, before: Row, after: Row): boolean {
  if (before.contact !== self || before['start'] !== goal.existing) return false;
  if (goal.kind === 'cancel') return after['status'] === 'cancelled';
  return goal.kind === 'move' && after['status'] === 'confirmed' && isInWindow(goal, String(after['start']));
}

function told(row: Row): string {
  return `${String(row['service'])} ${String(row['start'])} ${String(row['professional'])} ${String(row['status'])}`;
}

const without = (isServed: boolean, what: string) => (isServed ? [] : [what]);

/** Why the customer did not get what they came for. */
function unservedIn(goal: Goal, { before, after, exchanges, file }: Evidence): string[] {
  const { added, changed } = changeOf(before.booking, after.booking);
  const text = exchanges.map((each) => each.text).join('\n');
  switch (goal.kind) {
    case 'book':
    case 'two':
      return without(added.filter((row) => isMade(goal, row)).length === goal.services.length, 'not booked');
    case 'move':
    case 'cancel':
      return without(
        changed.some((each) => isChanged(goal, each.before, each.after)),
        goal.kind === 'move' ? 'not moved' : 'not cancelled',
      );
    case 'wait':
      return without(
        changeOf(before.waitlist, after.waitlist).added.some((row) => row['service'] === goal.service.key),
        'not on the waitlist',
      );
    case 'price':
      return without(
        text.includes(`R$ ${(goal.service.priceCents / 100).toFixed(2).replace('.', ',')}`),
        'was not told the price',
      );
    case 'hours':
      return without(
        file.hours.some(({ opens }) => text.includes(opens.toString().slice(0, 5))),
        'was not told the hours',
      );
    case 'address':
      return without(file.address === null || text.includes(file.address), 'was not told the address');
  }
}
