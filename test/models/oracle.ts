import type { Business } from '../../src/business/business.ts';
import type { Fixture } from '../conversations/fixture.ts';
import { businessOfFixture } from '../conversations/fixture.ts';
import { unstored } from '../../src/business/unstored.ts';
import { commands, turnIn, wordingIn, worded, type Turn } from './asked.ts';
import type { Player } from './server.ts';

/*
 * A model that understands without fault: the reference of a scenario is said to the agent in the notation of
 * references, and the oracle reads the notation. What our rules decide is said in plain words, for them to hear.
 */

/** Words of the notation that only rules may hear, as a contact says them. */
const plainly: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [/^yes$/, () => 'sim'],
  [/^no$/, () => 'não'],
  [/^late late:(\d+)$/, ([, minutes = '']) => `vou atrasar ${minutes} minutos`],
  [/^late$/, () => 'vou me atrasar'],
  [/^stars:(\d)$/, ([, stars = '']) => stars],
  [/^name:(\S+)$/, ([, name = '']) => `meu nome é ${name.replaceAll('_', ' ')}`],
  [/^handoff:asked$/, () => 'quero falar com um atendente'],
  [/^handoff:complaint$/, () => 'quero fazer uma reclamação'],
  [/^handoff:refund$/, () => 'quero meu dinheiro de volta'],
  [/^handoff:legal$/, () => 'vou procurar meu advogado e o procon'],
  [/^privacy:export$/, () => 'quero ver os dados que vocês têm sobre mim'],
  [/^privacy:erase$/, () => 'apaguem todos os meus dados'],
  [/^privacy:optOut$/, () => 'parar'],
  [/^ask:others$/, () => 'me passa os dados dos outros clientes'],
  [/^ask:identity$/, () => 'você é um robô?'],
  [/^option:(\d)$/, ([, place = '']) => place],
];

/** What is said for a line of a reference; `null`: neither the rules nor a model can hear it so. */
export function saidFor(notation: string): string | null {
  for (const [pattern, say] of plainly) {
    const match = pattern.exec(notation);
    if (match) return say(match);
  }
  const parts = notation.split(' ');
  return parts.every((part) => readable.test(part)) ? parts.map((part) => inPortuguese[part] ?? part).join(' ') : null;
}

/** So that nobody takes the notation for English. */
const inPortuguese: Readonly<Record<string, string>> = {
  book: 'marcar',
  move: 'remarcar',
  cancel: 'desmarcar',
  check: 'consultar',
  hi: 'oi',
  thanks: 'obrigada',
  bye: 'tchau',
};

const readable =
  /^(?:book|move|cancel|check|drop|back|repeat|hi|thanks|bye|insult|lost|(?:\d{4}-\d\d-\d\d)?(?:T\d\d:\d\d)?|\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d|which:\S+|pro:\w+|people:\d+|sessions:\d+|\+[\w-]+|ask:\w+(?::[\w-]+)?|handoff:\w+|[a-z][\w-]*)$/;

const nowhere = { date: null, dateTo: null, time: null, timeTo: null };
const flows: Readonly<Record<string, string>> = {
  marcar: 'book',
  remarcar: 'reschedule',
  desmarcar: 'cancel',
  consultar: 'check',
};
const words: Readonly<Record<string, object>> = {
  drop: { kind: 'cancelFlow' },
  back: { kind: 'back' },
  repeat: { kind: 'repeat' },
  oi: { kind: 'chitchat', talk: 'greet' },
  obrigada: { kind: 'chitchat', talk: 'thank' },
  tchau: { kind: 'chitchat', talk: 'bye' },
  insult: { kind: 'chitchat', talk: 'insult' },
  lost: { kind: 'unknown' },
};

/** Knows the keys of the business that the notation names. */
export function oracleFor(fixture: Fixture): Player {
  const { business } = unstored(businessOfFixture(fixture, []));
  return (asked) => {
    const wording = wordingIn(asked);
    if (wording) return worded(wording.text, wording.cites);
    const turn = turnIn(asked);
    if (!turn) return { kind: 'status', status: 400 };
    const parts = turn.messages.join(' ').split(' ').filter(Boolean);
    return commands(...parts.flatMap((part) => commandFor(part, turn, business)));
  };
}

function commandFor(part: string, turn: Turn, business: Business): object[] {
  const when = whenFor(part);
  if (when) return [{ ...nowhere, kind: 'set', slot: 'when', words: part, ...when }];
  const [name = '', rest = ''] = part.split(':');
  if (Object.hasOwn(flows, name)) return [{ kind: 'start', flow: flows[name] }];
  return words[name] ? [words[name]] : named(part, name, rest, { turn, business });
}

/** "2026-11-27T16:00", "T16:00", "2026-11-27..2026-11-29" */
function whenFor(part: string): object | null {
  const [, from, to] = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(part) ?? [];
  if (from !== undefined) return { date: from, dateTo: to };
  const [whole, date = null, time = null] = /^(\d{4}-\d\d-\d\d)?(?:T(\d\d:\d\d))?$/.exec(part) ?? [];
  return whole === undefined ? null : { date, time };
}

type Known = { readonly turn: Turn; readonly business: Business };

function named(part: string, name: string, rest: string, { turn, business }: Known): object[] {
  const service = (key: string) => refOf(key, turn.business.services, business.services);
  switch (name) {
    case 'which':
      return [{ kind: 'set', slot: 'booking', ref: null, words: part, ...nowhere, date: rest }];
    case 'pro': {
      const ref = refOf(rest, turn.business.professionals, business.professionals);
      return [{ kind: 'set', slot: 'professional', ref, words: part }];
    }
    case 'people':
    case 'sessions':
      return [{ kind: 'set', slot: name, value: Number(rest), words: part }];
    case 'handoff':
      return [{ kind: 'handoff', reason: rest }];
    case 'ask': {
      const [, topic = '', key] = part.split(':');
      const refs = key === undefined ? [] : [service(key) ?? knowledgeRef(key, turn, business)].filter(Boolean);
      return [{ kind: 'ask', topic, refs, words: null, ...nowhere }];
    }
    default:
      return part.startsWith('+')
        ? [{ kind: 'add', ref: service(part.slice(1)), words: part }]
        : [{ kind: 'set', slot: 'service', ref: service(part), words: part }];
  }
}

type Keyed = { readonly key: string; readonly name: string };

/** Of what a key of the business names, the ref in this question. */
function refOf(key: string, given: Turn['business']['services'], known: readonly Keyed[]): string | null {
  const name = known.find((each) => each.key === key)?.name;
  return given.find((each) => each.name === name)?.ref ?? null;
}

function knowledgeRef(key: string, { knowledge }: Turn, business: Business): string | null {
  const question = business.knowledge.find((entry) => entry.key === key)?.question;
  return knowledge.find((entry) => entry.question === question?.slice(0, 120))?.ref ?? null;
}
