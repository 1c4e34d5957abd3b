import { z } from 'zod';
import { offline } from '../../src/agent/offline.ts';
import type { Command } from '../../src/agent/command.ts';
import { freshState } from '../../src/agent/state.ts';
import { studio, talkWith } from '../../src/agent/testing.ts';
import type { Business } from '../../src/business/business.ts';
import { scoreDates } from './dates.ts';
import { figure, linesIn, readSets, textOf, type Line, type Score, type SetName } from './lines.ts';

const now = '2026-11-24T10:20:00-03:00';

/** Each set and its score: `npm run evaluate` calls these, and so does this file when it is run. */
export const scores: Readonly<Record<'intents' | 'handoff' | 'knowledge' | 'dates', (set: SetName) => Score>> = {
  intents: scoreIntents,
  handoff: scoreHandoff,
  knowledge: scoreKnowledge,
  dates: scoreDates,
};

/**
 * Scores `intents.txt`: accuracy, the share answered with something else than a question, and how much of what is out of
 * scope is left alone; then each expectation, worst first.
 */
export function scoreIntents(set: SetName): Score {
  const heard = linesIn('intents.txt', '|', set).map((line) => {
    const given = summaryOf(commandsFor(line, studio));
    return { line, given, isMet: line.accepted.some((expectation) => meets(given, expectation, line)) };
  });
  const isOther = ({ line }: (typeof heard)[number]) => line.accepted[0] === 'other';
  const classes = Map.groupBy(heard, ({ line }) => line.accepted[0] ?? '');
  const byClass = [...classes].map(([name, lines]) => figure(`  ${name}`, lines, ({ isMet }) => isMet));
  return {
    figures: [
      figure('intent accuracy', heard, ({ isMet }) => isMet),
      figure('confidently wrong', heard, ({ given, isMet }) => !isMet && !isModest(given)),
      figure('out-of-scope recall', heard.filter(isOther), ({ isMet }) => isMet),
      ...byClass.toSorted((one, other) => one.hits / one.of - other.hits / other.of),
    ],
    misses: heard.filter(({ isMet }) => !isMet).map(({ line, given }) => ({ line: lineText(line, '|'), given })),
  };
}

/** Scores `handoff.txt`: who gets a person, and who of those that ask for one in so many words. */
export function scoreHandoff(set: SetName): Score {
  const heard = linesIn('handoff.txt', '|', set).map((line) => {
    const commands = commandsFor(line, studio);
    const reason = commands.flatMap((command) => (command.kind === 'handoff' ? [command.reason] : []))[0] ?? null;
    const reasons = line.accepted.map((gold) => gold.replace(/^person:/, ''));
    return { line, reason, reasons, isNeeded: reasons[0] !== 'none' };
  });
  const needed = heard.filter(({ isNeeded }) => isNeeded);
  const handedOver = heard.filter(({ reason }) => reason !== null);
  return {
    figures: [
      figure('precision', handedOver, ({ isNeeded }) => isNeeded),
      figure('recall', needed, ({ reason }) => reason !== null),
      figure(
        'explicit-request recall',
        needed.filter(({ reasons }) => reasons[0] === 'asked'),
        ({ reason }) => reason !== null,
      ),
      figure(
        'reason right',
        needed.filter(({ reason }) => reason !== null),
        ({ reason, reasons }) => reasons.includes(reason ?? ''),
      ),
    ],
    misses: heard
      .filter(({ reason, isNeeded }) => (reason !== null) !== isNeeded)
      .map(({ line, reason }) => ({ line: lineText(line, '|'), given: reason ?? 'none' })),
  };
}

const Knowledge = z.object({
  entries: z.array(z.object({ question: z.string(), answer: z.string(), paraphrases: z.array(z.string()).length(5) })),
  unanswerable: z.array(z.string()),
});

/**
 * Scores `knowledge.json`. An abstention is a question to which no entry is given; its precision is the share of
 * abstentions where indeed none answers.
 */
export function scoreKnowledge(set: SetName): Score {
  const { entries, unanswerable } = Knowledge.parse(JSON.parse(textOf('knowledge.json', set)));
  const keyed = entries.map((entry, index) => ({ ...entry, key: `entry-${index + 1}` }));
  const salon: Business = {
    ...studio,
    knowledge: keyed.map(({ key, question, answer }) => ({ key, question, answer })),
  };
  const asked = [
    ...keyed.flatMap(({ key, paraphrases }) => paraphrases.map((text) => ({ text, key }))),
    ...unanswerable.map((text) => ({ text, key: null })),
  ].map(({ text, key }) => {
    const commands = commandsFor({ text, before: null }, salon);
    return { text, key, given: entryIn(commands), summary: summaryOf(commands) };
  });
  const answerable = asked.filter(({ key }) => key !== null);
  const abstained = asked.filter(({ given }) => given === null);
  return {
    figures: [
      figure('success at 1', answerable, ({ key, given }) => given === key),
      figure(
        'answers right',
        asked.filter(({ given }) => given !== null),
        ({ key, given }) => given === key,
      ),
      figure('abstention precision', abstained, ({ key }) => key === null),
      figure(
        'abstention recall',
        asked.filter(({ key }) => key === null),
        ({ given }) => given === null,
      ),
    ],
    misses: asked
      .filter(({ key, given }) => given !== key)
      .map(({ text, key, given, summary }) => ({
        line: `${text} => ${keyed.find((entry) => entry.key === key)?.question ?? 'none'}`,
        given: keyed.find((entry) => entry.key === given)?.question ?? summary,
      })),
  };
}

/** The first entry that is given as an answer. */
function entryIn(commands: readonly Command[]): string | null {
  const about = commands.flatMap((command) =>
    command.kind === 'ask' && command.topic === 'knowledge' ? command.about : [],
  );
  return about.flatMap((entity) => (entity.kind === 'knowledge' ? [entity.key] : []))[0] ?? null;
}

function commandsFor({ text, before }: Pick<Line, 'text' | 'before'>, business: Business): Command[] {
  const talk = talkWith(business, now);
  if (before !== null) talk.say(before);
  const state = before === null ? freshState : talk.state();
  return offline({ business, contactName: 'Carla', said: [{ kind: 'text', text }], state, now: talk.now() });
}

/**
 * What commands say, in one word of `intents.txt`.
 *
 * The first command decides that is neither a greeting nor `speak`; a slot decides only when nothing but slots follows,
 * and then begins a booking. Chitchat decides when there is nothing else.
 */
export function summaryOf(commands: readonly Command[]): string {
  const said = commands.filter(({ kind }) => kind !== 'speak');
  const serious = said.filter(({ kind }) => kind !== 'chitchat');
  const [talk] = said.flatMap((command) => (command.kind === 'chitchat' ? [command.talk] : []));
  const deciding = serious.find(({ kind }) => !/^(set|correct|add)$/.test(kind)) ?? serious[0];
  return deciding ? wordFor(deciding) : (talk ?? 'unknown');
}

function wordFor(command: Command): string {
  if ('slot' in command) return slotWord(command.slot);
  if (command.kind === 'start') return command.flow;
  if (command.kind === 'ask') return topicWord(command);
  if (command.kind === 'handoff') return `handoff:${command.reason}`;
  // Who wants our news may have wanted none before: to us it is more, to who writes the same.
  if (command.kind === 'privacy') return `privacy:${command.request === 'news' ? 'optIn' : command.request}`;
  if (command.kind === 'chitchat') return command.talk;
  return command.kind === 'clarify' ? `clarify:${command.topic ?? 'book'}` : command.kind;
}

/** What a slot begins that comes alone. */
function slotWord(slot: Extract<Command, { kind: 'set' | 'add' }>['slot']): string {
  if (slot === 'minutes') return 'late';
  return /^(booking|rating|name)$/.test(slot) ? slot : 'book';
}

/** A question to which no entry was found is not an answer. */
function topicWord({ topic, about }: Extract<Command, { kind: 'ask' }>): string {
  if (topic === 'knowledge' && about.length === 0) return 'knowledge:none';
  return /^(menu|moreServices)$/.test(topic) ? 'services' : topic;
}

const talks = ['greet', 'thank', 'bye', 'praise', 'insult'];

/** A yes or a no to nothing gets a civil word, too. */
const isCivil = (given: string) => talks.includes(given) || given === 'affirm' || given === 'deny';

/**
 * `other` is `unknown`, or nothing but civilities. A question about the right topic is as good as the topic: which service
 * is to be booked is asked of who asks for free times, too, and while one is booked the free times are looked up either way.
 * Which of our services of a kind is meant is asked of who asks whether we have the kind. The studio has no entry, so that
 * none is found.
 */
function meets(given: string, expectation: string, { before }: Line): boolean {
  if (expectation === 'other') return given === 'unknown' || isCivil(given);
  if (expectation === 'knowledge' && given === 'knowledge:none') return true;
  if (expectation === 'availability' && (given === 'clarify:book' || (before !== null && given === 'book')))
    return true;
  if (expectation === 'services' && given.startsWith('clarify:')) return true;
  return given.replace(/^clarify:/, '') === expectation;
}

/** Says that it did not understand or does not know, or asks: no harm is done. */
const isModest = (given: string) => /^(unknown$|knowledge:none$|clarify:)/.test(given);

const lineText = ({ before, text, accepted }: Line, separator: string) =>
  `${before === null ? '' : `${before} >> `}${text} => ${accepted.join(separator)}`;

function print(set: string, { figures, misses }: Score, withMisses: boolean): void {
  process.stdout.write(`\n${set}\n`);
  for (const { name, hits, of } of figures) {
    const share = of === 0 ? '–' : `${((100 * hits) / of).toFixed(1)} %`;
    process.stdout.write(`  ${name.padEnd(28)}${share.padStart(8)}   ${hits} of ${of}\n`);
  }
  if (!withMisses) return;
  for (const { line, given } of misses) process.stdout.write(`  missed: ${line}   (given: ${given})\n`);
}

if (import.meta.main) {
  const from = readSets.find((set) => process.argv.includes(`--${set}`)) ?? 'blind';
  const wanted = process.argv.slice(2).filter((each) => !each.startsWith('--'));
  const unknown = wanted.find((each) => !(each in scores));
  if (unknown !== undefined) throw new Error(`There is no set "${unknown}": say ${Object.keys(scores).join(', ')}.`);
  for (const [name, score] of Object.entries(scores))
    if (wanted.length === 0 || wanted.includes(name)) print(name, score(from), from !== 'blind');
}
