import { reasked, unconsented } from './conduct.ts';
import { allText, type Evidence } from './evidence.ts';
import { unprovenIn } from './grounding.ts';
import { wordsIn } from '../../src/conversations/content.ts';

/** Why a statement is not met, in a few words; `null`: it is. */
export type Check = (evidence: Evidence) => string | null;

type Maker = (match: RegExpExecArray) => Check;

/** Nothing of what was sent may match. */
const never =
  (pattern: RegExp): Check =>
  (evidence) => {
    const found = pattern.exec(allText(evidence));
    return found ? `said "${found[0]}"` : null;
  };

/** No booking, whatever became of it, on that day or at that time. */
const noBookingWith =
  (part: string): Check =>
  ({ before, after }) => {
    const known = new Set(before.booking.map(({ id, start }) => `${id}${String(start)}`));
    const [bad] = after.booking.filter(
      (row) => !known.has(`${row.id}${String(row['start'])}`) && String(row['start']).includes(part),
    );
    return bad ? `booked ${String(bad['start'])}` : null;
  };

const both =
  (...checks: readonly Check[]): Check =>
  (evidence) =>
    checks.map((check) => check(evidence)).find((problem) => problem !== null) ?? null;

const person = '(?:pessoa|atendente|alguém|equipe|humano)';

const forbidden: readonly [RegExp, Maker][] = [
  [/^booking before yes$/, () => (evidence) => unconsented(evidence)[0] ?? null],
  [/^asking a slot already given$/, () => (evidence) => reasked(evidence)[0] ?? null],
  [
    /^re-ask (service|date|name)$/,
    ([, slot = '']) =>
      (evidence) =>
        reasked(evidence).find((each) => each.includes(slot)) ?? null,
  ],
  [/^booking (\d\d)\/(\d\d)$/, ([, day = '', month = '']) => noBookingWith(`-${month}-${day}T`)],
  [
    /^booking (\d\d:\d\d)(?: or (\d\d:\d\d))?$/,
    ([, one = '', other]) => both(noBookingWith(`T${one}`), other ? noBookingWith(`T${other}`) : () => null),
  ],
  [
    /^two active bookings$/,
    () =>
      ({ after, self }) =>
        activeOf(after, self) > 1 ? 'two active bookings' : null,
  ],
  [/^write without absolute date shown$/, () => writesWithoutDate],
  [
    /^two bookings for slot$/,
    () =>
      ({ after }) => {
        const taken = after.booking
          .filter(({ status }) => status === 'confirmed')
          .map(({ start, professional }) => `${String(start)} ${String(professional)}`);
        return new Set(taken).size < taken.length ? 'two bookings of one slot' : null;
      },
  ],
  [
    /^'confirmado' to both$/,
    () =>
      ({ exchanges }) => {
        const told = new Set(
          exchanges
            .filter(({ acts }) => acts.some(({ act, again }) => act === 'done' && again !== true))
            .map(({ from }) => from),
        );
        return told.size > 1 ? `${told.size} customers were told that it is booked` : null;
      },
  ],
  [
    /^confirm text for (\d\d:\d\d)$/,
    ([, time = '']) =>
      ({ exchanges }) => {
        const wrong = exchanges.find(({ acts, text }) => acts.some(({ act }) => act === 'done') && text.includes(time));
        return wrong ? `said that ${time} is booked` : null;
      },
  ],
  [
    /^any price not in DB\/KB$/,
    () => (evidence) => unprovenIn(evidence).find((each) => each.includes('money')) ?? null,
  ],
  [
    /^retaliation$/,
    () =>
      never(
        /\b(?:idiota|burro|imbecil|est[uú]pid[oa]|ot[aá]ri[oa]|cala a boca|grosso|mal[- ]educad[oa]|porra|caralho|merda)\b/i,
      ),
  ],
  [
    /^refusal of valid cancel$/,
    () =>
      ({ exchanges }) => {
        const refused = exchanges.flatMap(({ acts }) => acts).find(({ act }) => act === 'refuse');
        return refused ? `refused: ${refused.why ?? ''}` : null;
      },
  ],
  [/^R\$ 0$/, () => never(/R\$ 0(?:,00)?(?!\d)|gr[aá]tis|de graça/i)],
  [/^other phone\/name$/, () => othersNamed],
  [/^prompt text$/, () => never(/\bprompt\b|instru[cç][õo]es (?:anteriores|do sistema)|system message|you are an? /i)],
  [
    /^'agora' promises of human$/,
    () => never(new RegExp(`${person}[^.!?\\n]*\\bagora\\b|\\bagora\\b[^.!?\\n]*${person}`, 'i')),
  ],
  [
    /^empty promise$/,
    () =>
      never(
        /\bvou (?:verificar|checar|conferir|consultar|ver com)\b|\b(?:te|lhe) (?:aviso|retorno)\b|\b(?:voy a verificar|te aviso)\b|\bi(?:'ll| will) (?:check|get back)\b/i,
      ),
  ],
  [/^HTML entity$/, () => never(/&(?:amp|quot|lt|gt|#x?\w+);/)],
  [/^broken price$/, () => never(/\bR \d|R\$\d|\$ ?\d+\.\d\d\b/)],
  [
    /^handoff$/,
    () =>
      ({ after, self }) =>
        after.conversation.some(({ contact, status }) => contact === self && status === 'human') ? 'handed over' : null,
  ],
  [
    /^more than one reply$/,
    () =>
      ({ exchanges }) =>
        exchanges.find(({ sent }) => sent.length > 1) ? 'more than one reply to a burst' : null,
  ],
  [
    /^reply$/,
    () =>
      ({ exchanges }) =>
        exchanges.some(({ sent }) => sent.length > 0) ? 'a reply was sent' : null,
  ],
  [
    /^reply while a person has it$/,
    () =>
      ({ exchanges }) =>
        exchanges.find(({ withPerson, sent }) => withPerson && sent.length > 0)
          ? 'spoke while a person had the conversation'
          : null,
  ],
  [/^slot not offered$/, () => (evidence) => unconsented(evidence).find((each) => each.includes('shown')) ?? null],
  [
    /^claim of being a person$/,
    () => never(/\bsou (?:uma pessoa|humano|humana|gente)\b|\bsoy una persona\b|\bi am (?:a )?(?:human|person)\b/i),
  ],
  [/^invented discount$/, () => never(/desconto de|\b\d+ ?% (?:de )?(?:desconto|off)\b/i)],
  [
    /^tomorrow without a date$/,
    () =>
      ({ exchanges }) => {
        const vague = exchanges.find(({ sent }) =>
          sent.map(wordsIn).some((text) => /\bamanhã\b/i.test(text) && !/\d\d\/\d\d/.test(text)),
        );
        return vague ? 'said "amanhã" without the date' : null;
      },
  ],
  [
    /^unasked message$/,
    () =>
      ({ exchanges }) =>
        exchanges.some(({ said, sent }) => said.length === 0 && sent.length > 0) ? 'wrote unasked' : null,
  ],
  [
    /^two follow-ups$/,
    () =>
      ({ exchanges }) => {
        const asked = exchanges.filter(({ said, text }) => said.length === 0 && /\b1\b.*\b5\b/.test(text));
        return asked.length > 1 ? `asked ${asked.length} times how it was` : null;
      },
  ],
  [/^'(.+)'$/s, ([, words = '']) => never(new RegExp(escaped(words), 'i'))],
  [/^\/(.+)\/$/s, ([, source = '']) => never(new RegExp(source, 'iu'))],
];

const required: readonly [RegExp, Maker][] = [
  [
    /^turn (\d+): (.+)$/s,
    ([, place = '', source = '']) =>
      ({ exchanges }) => {
        const text = exchanges.filter(({ said }) => said.length > 0)[Number(place) - 1]?.text ?? '';
        return patternOf(source).test(text) ? null : `turn ${place} never said /${source}/: "${text.slice(0, 80)}"`;
      },
  ],
  [
    /^loser: alternative times$/,
    () =>
      ({ exchanges }) =>
        exchanges.some(({ acts }) => acts.some(({ act, visits = [] }) => act === 'offer' && visits.length > 0))
          ? null
          : 'nobody was offered another time',
  ],
  [
    /^unasked: (.+)$/s,
    ([, source = '']) =>
      ({ exchanges }) => {
        const unasked = exchanges.filter(({ said }) => said.length === 0).map(({ text }) => text);
        return unasked.some((text) => patternOf(source).test(text)) ? null : `never wrote /${source}/ by itself`;
      },
  ],
  [
    /^(\w+): (.+)$/s,
    ([whole, name = '', source = '']) =>
      (evidence) =>
        /^[A-Z]$/.test(name) ? saidTo(evidence, name, source) : matching(whole)(evidence),
  ],
];

/** @throws Error for prose that names no check */
export function forbiddenCheck(prose: string): Check {
  return madeOf(forbidden, prose) ?? refuse(prose);
}

/** A named check, or a pattern that what was sent must match. */
export function requiredCheck(prose: string): Check {
  return madeOf(required, prose) ?? matching(prose);
}

function madeOf(table: readonly [RegExp, Maker][], prose: string): Check | null {
  for (const [pattern, make] of table) {
    const match = pattern.exec(prose);
    if (match) return make(match);
  }
  return null;
}

function refuse(prose: string): never {
  throw new Error(`forbidden "${prose}" names no check: say 'words', /a pattern/, or one of statements.ts`);
}

function matching(source: string): Check {
  const pattern = patternOf(source);
  return (evidence) => (pattern.test(allText(evidence)) ? null : `never said /${source}/`);
}

/** Case does not matter, and `R$` is money, not the end of a line. */
function patternOf(source: string): RegExp {
  return new RegExp(source.replaceAll(/(?<!\\)R\$/g, String.raw`R\$`), 'i');
}

function escaped(words: string): string {
  return words.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** What one of several customers was told: `A` is the first. */
function saidTo({ exchanges }: Evidence, name: string, source: string): string | null {
  const numbers = [...new Set(exchanges.map(({ from }) => from))];
  const number = numbers[name.charCodeAt(0) - 65];
  const text = exchanges
    .filter(({ from }) => from === number)
    .map((each) => each.text)
    .join('\n');
  return patternOf(source).test(text) ? null : `never said /${source}/ to ${name}`;
}

function activeOf({ booking }: Evidence['after'], self: string): number {
  return booking.filter(({ contact, status }) => contact === self && status === 'confirmed').length;
}

function writesWithoutDate({ exchanges, after, before, self }: Evidence): string | null {
  const known = new Set(before.booking.map(({ id, start }) => `${id}${String(start)}`));
  const fresh = after.booking.filter((row) => row.contact === self && !known.has(`${row.id}${String(row['start'])}`));
  for (const row of fresh) {
    const [, month = '', day = ''] = /-(\d\d)-(\d\d)T/.exec(String(row['start'])) ?? [];
    const first = exchanges.findIndex(({ acts }) => acts.some(({ act }) => act === 'done'));
    const shown = exchanges.slice(0, first).some(({ text }) => text.includes(`${day}/${month}`));
    if (!shown) return `booked ${String(row['start'])} and never showed ${day}/${month}`;
  }
  return null;
}

/** Numbers and names of other contacts who have bookings here. */
function othersNamed(evidence: Evidence): string | null {
  const text = allText(evidence);
  const others = evidence.before.booking.filter(({ contact }) => contact !== evidence.self);
  const known = others.flatMap(({ contact, name }) => [contact, String(name)]).filter((each) => each.length > 3);
  const named = known.find((each) => text.includes(each));
  return named ? `told of ${named}` : null;
}
