import assert from 'node:assert/strict';
import { saidFor } from '../models/oracle.ts';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { proposalIn, questionIn, type TracedAct } from './acts.ts';
import { chanceOf, pick, type Chance } from './chance.ts';
import type { Delivery, Message, Sender } from './channel.ts';
import { conditionOf, type Condition, type Heard } from './condition.ts';
import { gapMs, inBursts, noises, noisy } from './noise.ts';
import { commandsOf } from './reference.ts';
import type { Scenario } from './scenario.ts';
import { happeningOf } from './staff.ts';
import { tapped, type Burst, type Exchange, type Stage } from './stage.ts';
import { wantOf } from './target.ts';
import { answerTo, isWanted, type Answer, type Want } from './want.ts';

const wordings = z
  .record(z.string(), z.array(z.string()).min(1))
  .parse(JSON.parse(readFileSync(new URL('wordings.json', import.meta.url), 'utf8')));

/** A yes to what was just shown, and nothing else. */
const consent =
  /^(?:sim|s[ií]|ok(?:ay)?|isso(?: mesmo| a[ií])?|pode(?: ser| confirmar| marcar| cancelar| mandar)?|confirm\w*|blz|beleza|fechado|perfeito|vale|claro|yes|yep|👍|✅)(?!\p{L}).{0,40}$/isu;

/** Lines of a policy that are still to be said. */
type Line = { readonly said: string; readonly condition: Condition | null; readonly verbatim: boolean };

/** What is said next and by whom: `all` is everybody who was asked to confirm. */
type Next = { readonly who: string; readonly text: string; readonly isYes: boolean; readonly line: Line | null };

/** A customer does not answer for ever what the policy foresaw no answer to. */
const extrasMax = 5;

/**
 * Plays the customers of a scenario: the policy's lines in order, answers from the goal where the policy has none, and
 * a yes only to what was wanted.
 *
 * @param seed 0 says the first wording of everything, without noise
 */
export async function playPolicy(stage: Stage, scenario: Scenario, seed: number): Promise<void> {
  const chance = chanceOf(seed, scenario.id);
  const cast = castOf(scenario);
  const play = { stage, scenario, seed, chance, cast, want: wantOf(scenario, stage.business) };
  const lines = linesOf(scenario, seed, chance);
  let [extras, turns, who] = [0, 0, 'self'];
  while (turns < scenario.budget.max_user_turns) {
    const next = nextOf(lines, who, extras, play);
    if (!next) return;
    if (next.line) leave(lines, next.line);
    else extras += 1;
    if (next.text.startsWith('!')) {
      await happeningOf(next.text.slice(1))(stage, cast.get('self').waId);
      continue;
    }
    turns += 1;
    ({ who } = next);
    await stage.say(burstsOf(next, play));
    if (who === 'all') who = 'self';
  }
  assert(lines.length === 0 || turns > 0, 'nothing was said');
}

/** Takes a line that is said off the list, and with it those before it whose turn has gone by. */
function leave(lines: Line[], said: Line): void {
  const at = lines.indexOf(said);
  const kept = lines.filter(({ condition }, index) => index > at || (index < at && condition?.waits !== false));
  lines.splice(0, lines.length, ...kept);
}

/** Plays the reference: the commands themselves, no understanding needed; or says it, for a brain that reads it. */
export async function playReference(stage: Stage, scenario: Scenario, way: 'reference' | 'spoken'): Promise<void> {
  const sender = castOf(scenario).get('self');
  for (const notation of scenario.reference ?? []) {
    if (notation.startsWith('!')) {
      await happeningOf(notation.slice(1))(stage, sender.waId);
      continue;
    }
    if (way === 'reference')
      stage.engine.setBrain(async (scene) => ({ by: 'offline', commands: commandsOf(notation, scene) }));
    const text = way === 'reference' ? notation : (saidFor(notation) ?? notation);
    const means = { yes: /\byes\b|\boption:\d\b/.test(notation), tells: [] };
    const message: Message = { kind: 'text', text };
    await stage.say([{ from: sender, messages: [message], gapsMs: [], delivery: 'plain', means }]);
  }
}

/** Who writes in a scenario, by name: the first is `self`. */
export function castOf({ hidden_facts: { name, profile }, user_policy }: Scenario): {
  readonly get: (who: string) => Sender;
  readonly names: () => readonly string[];
} {
  const others = new Set(user_policy.flat().flatMap((line) => /(?:^|\) )@(\w+)/.exec(line)?.[1] ?? []));
  others.delete('all');
  others.delete('self');
  const both = user_policy.flat().flatMap((line) => /^(\w+) and (\w+) confirm within/.exec(line)?.slice(1) ?? []);
  const names = ['self', ...(both.length > 0 ? both.slice(1) : others)];
  return {
    names: () => names,
    get: (who) => {
      const at = Math.max(0, who === both[0] ? 0 : names.indexOf(who));
      const own = at === 0 ? (profile ?? name ?? 'Carla') : who.length > 1 ? who : `Cliente ${who}`;
      return { waId: `55119555001${String(at).padStart(2, '0')}`, profile: own };
    },
  };
}

type Play = {
  readonly stage: Stage;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly chance: Chance;
  readonly cast: ReturnType<typeof castOf>;
  readonly want: Want | null;
};

function linesOf({ user_policy, hidden_facts: { event } }: Scenario, seed: number, chance: Chance): Line[] {
  const watched = event === undefined ? [] : [`(when asked to confirm) !${event}`];
  const said = user_policy.map((line) =>
    Array.isArray(line) ? (seed === 0 ? (line[0] ?? '') : pick(line, chance)) : line,
  );
  return [...watched, ...said].flatMap(expanded).map((line) => {
    const { condition, said: text } = conditionOf(line);
    const verbatim = /^(?:@\w+ )?=/.test(text);
    return { condition, verbatim, said: worded(text.replace(/^(@\w+ )?=/, '$1'), seed, chance) };
  });
}

/** Prose that stands for several lines. */
function expanded(line: string): string[] {
  const [, one, other] = /^(\w+) and (\w+) confirm within 50 ms$/.exec(line) ?? [];
  return one && other
    ? [`@${one} <wish>`, `@${other} <wish>`, '@all <yes>']
    : [line.replace(/ when summary matches goal$/, '')];
}

/** `<yes>` and the like stand for any of their wordings. */
function worded(text: string, seed: number, chance: Chance): string {
  return text.replaceAll(/<([a-z]+(?::\w+)?)>/g, (whole, key: string) => {
    const ways = wordings[key];
    if (!ways) return whole;
    return seed === 0 ? (ways[0] ?? '') : pick(ways, chance);
  });
}

/** The next line that may be said now; an answer from the goal where the line is a yes and nothing is there to agree to. */
function nextOf(lines: readonly Line[], speaker: string, extras: number, play: Play): Next | null {
  const last = play.stage.lastOf(play.cast.get(speaker === 'all' ? 'self' : speaker).waId) ?? unheard;
  const line = lineNow(lines, last);
  const own = line ? lineNext(line, play) : null;
  if (own && isSaidNow(own, last.acts, lines, play)) return own;
  return extras < extrasMax && !last.withPerson ? insteadOf(own, last.acts, play) : unlessYes(own, last.acts);
}

/** An answer from the goal, where there is one. */
function insteadOf(own: Next | null, acts: readonly TracedAct[], play: Play): Next | null {
  const answer = answerFor(acts, play);
  return answer === null || (answer.kind === 'yes' && own !== null) ? unlessYes(own, acts) : extraNext(answer, play);
}

/** What is shown is still not what was wanted: nobody says yes to it. */
function unlessYes(own: Next | null, acts: readonly TracedAct[]): Next | null {
  return own?.isYes === true && proposalIn(acts) !== null ? null : own;
}

/** Before anything was said. */
const unheard = { text: '', acts: [], withPerson: false };

function extraNext(answer: Answer, play: Play): Next {
  return { who: 'self', text: sayingOf(answer, play), isYes: answer.kind === 'yes', line: null };
}

/** The first line whose condition holds. Of the others those that wait are passed over, and `if` is never said. */
function lineNow(lines: readonly Line[], heard: Heard): Line | undefined {
  return lines.find(({ condition }) => condition === null || condition.holds(heard));
}

function lineNext(line: Line, play: Play): Next {
  const who = /^@(\w+) /.exec(line.said)?.[1] ?? 'self';
  const text = line.said.replace(/^@\w+ /, '').replace('<wish>', wishText(play));
  return { who, text, isYes: consent.test(text) || /^tap: .*(?:Confirm|Sim)/.test(text), line };
}

function isSaidNow(
  { line, isYes, who }: Next,
  acts: readonly TracedAct[],
  lines: readonly Line[],
  play: Play,
): boolean {
  return line?.verbatim === true || !isYes || who !== 'self' || isAnswered(acts, lines, play);
}

function answerFor(acts: readonly TracedAct[], { want, stage }: Play): Answer | null {
  return want && answerTo(acts, want, stage.business);
}

/** Questions that a yes answers, whatever is wanted. */
const open = new Set(['booking', 'person', 'exception', 'erase']);

/** Is there something shown that a yes of the script may answer? Its last yes must be to what is wanted in the end. */
function isAnswered(acts: readonly TracedAct[], lines: readonly Line[], { want, stage }: Play): boolean {
  const question = questionIn(acts);
  if (!question) return false;
  const { act, proposal, visits, slot } = question;
  if (act === 'offer') return visits?.length === 1;
  if (act !== 'confirm' || !proposal)
    return act === 'remind' || act === 'freed' || (act === 'ask' && open.has(slot ?? ''));
  const isLast = lines.filter(({ said }) => consent.test(said)).length <= 1;
  return !isLast || !want || isWanted(proposal, want, stage.business);
}

/** Answers from the goal, in the plainest words. */
function sayingOf(answer: Answer, play: Play): string {
  const { want, scenario } = play;
  const { name = 'Carla' } = scenario.hidden_facts;
  if (answer.kind === 'slot') return `${dayText(answer.start)} às ${answer.start.slice(11)}`;
  const words = {
    yes: 'sim',
    no: 'não',
    service: serviceText(play),
    when: whenText(want),
    correct: `não, ${whenText(want)}`,
    time: want?.time ?? whenText(want),
    name,
    booking: want?.booking ? `a do dia ${dayText(want.booking)}` : 'a primeira',
  };
  return words[answer.kind];
}

function serviceText({ want, scenario, stage }: Play): string {
  const key = want?.service?.split('|')[0];
  return scenario.hidden_facts.service ?? stage.business.services.find((each) => each.key === key)?.name ?? 'não sei';
}

const dayText = (day: string) => `${day.slice(8, 10)}/${day.slice(5, 7)}`;

function whenText(want: Want | null): string {
  const { day, time } = want ?? { day: null, time: null };
  return [day ? dayText(day) : '', time ? `às ${time}` : ''].filter(Boolean).join(' ') || 'qualquer dia';
}

function wishText(play: Play): string {
  const { want, stage } = play;
  const who = stage.business.professionals.find(({ key }) => key === want?.professional)?.name;
  return `quero marcar ${serviceText(play)} dia ${whenText(want)}${who ? ` com ${who}` : ''}`;
}

function burstsOf({ who, text, isYes }: Next, play: Play): Burst[] {
  const names = who === 'all' ? play.cast.names() : [who];
  return names.map((name) => burstOf(text, isYes, play.cast.get(name), play));
}

function burstOf(
  text: string,
  isYes: boolean,
  sender: Sender,
  { stage, scenario: { noise }, seed, chance }: Play,
): Burst {
  const means = { yes: isMeant(text, isYes, stage.lastOf(sender.waId)), tells: [] };
  const delivery: Delivery = noise === 'twice' || noise === 'reversed' ? noise : 'plain';
  const profile = seed === 0 && noise !== 'voice' && noise !== 'burst' ? noises['none'] : noises[noise];
  assert(profile, noise);
  const texts = text.split(' // ').flatMap((part) => {
    if (/^(?:tap: |\[)/.test(part)) return [part];
    return inBursts(noisy(part, isYes ? { ...profile, typos: 0, fillers: 0 } : profile, chance), profile, chance);
  });
  const messages = texts.map((part) => messageOf(part, stage, sender.waId));
  // What a scenario cuts into messages itself comes in one go.
  const gapsMs = messages.slice(1).map(() => (text.includes(' // ') ? 400 : gapMs(chance)));
  return { from: sender, messages, gapsMs, delivery, means };
}

/** A yes is one only to something shown; to a reminder, whatever is not a question answers it. */
function isMeant(text: string, isYes: boolean, last: Exchange | undefined): boolean {
  if (!last) return false;
  if (last.said.length === 0) return !text.includes('?');
  return isYes && questionIn(last.acts) !== null;
}

/** `tap: Confirmar` taps, `[audio]` and `[image: caption]` are media, `[quote: words] text` answers an older message. */
function messageOf(text: string, stage: Stage, waId: string): Message {
  const title = /^tap: (.+)$/.exec(text)?.[1];
  if (title) return tapped(stage, waId, title);
  const quoted = /^\[quote: ([^\]]+)\] (.+)$/s.exec(text);
  if (quoted) return { kind: 'text', text: quoted[2] ?? '', quotes: quoted[1] ?? '' };
  const media = /^\[(\w+)(?:: ([^\]]*))?\]$/.exec(text);
  return media ? { kind: 'media', what: media[1] ?? '', caption: media[2] ?? '' } : { kind: 'text', text };
}
