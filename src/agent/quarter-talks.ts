import type { Business, Service } from '../business/business.ts';
import { oneOf } from '../platform/chance.ts';
import type { Command, HandoffReason, Topic } from './command.ts';
import type { Stay } from './quarter.ts';

/** What somebody says at once, and the agent's answer with what it took it for. */
export type Exchange = {
  readonly at: Temporal.Instant;
  readonly said: string;
  readonly answeredAt: Temporal.Instant;
  readonly answer: string;
  readonly commands: readonly Command[];
  readonly acts: readonly object[];
  readonly effects: readonly object[];
  readonly tookMs: number;
};

export type Talk = {
  readonly at: Temporal.Instant;
  readonly exchanges: readonly Exchange[];
  /** Why a person was asked for at its end; `null`: nobody was. */
  readonly handoff: HandoffReason | null;
};

type Chance = () => number;
type Said = Omit<Exchange, 'at' | 'answeredAt' | 'tookMs'>;

/** The sayings one after the other, each some seconds after the last answer. */
function talkOf(
  at: Temporal.Instant,
  said: readonly Said[],
  chance: Chance,
  handoff: HandoffReason | null = null,
): Talk {
  let next = at;
  const exchanges = said.map((each): Exchange => {
    const saidAt = next;
    const tookMs = 8 + chance() * 60;
    const answeredAt = saidAt.add({ milliseconds: Math.round(900 + tookMs + chance() * 700) });
    next = answeredAt.add({ seconds: Math.round(8 + chance() * 70) });
    return { ...each, at: saidAt, answeredAt, tookMs };
  });
  return { at, exchanges, handoff };
}

const reais = (cents: number) => `R$ ${(cents / 100).toFixed(2).replace('.', ',')}`;

const two = (value: number) => String(value).padStart(2, '0');

function localTime({ timeZone }: Business, at: Temporal.Instant): string {
  const { day, month, hour, minute } = at.toZonedDateTimeISO(timeZone);
  return `${two(day)}/${two(month)} às ${two(hour)}:${two(minute)}`;
}

/** The talk in which a visit was booked. */
export function aboutVisit(business: Business, stay: Stay, chance: Chance): Talk {
  const service = business.services.find(({ id }) => id === stay.service);
  const name = service?.name ?? '';
  const when = localTime(business, stay.start);

  const wished: Said = {
    said: oneOf(
      [
        `Oi, queria marcar ${name.toLowerCase()}`,
        `Bom dia! Tem horário pra ${name.toLowerCase()}?`,
        `quero agendar ${name.toLowerCase()}`,
      ],
      chance,
    ),
    answer: `Claro! Para ${name} tenho ${when}. Serve?`,
    commands: [{ kind: 'start', flow: 'book' }],
    acts: [{ act: 'offer' }],
    effects: [],
  };
  const chosen: Said = {
    said: oneOf(['pode ser', 'esse horário é ótimo', 'serve sim'], chance),
    answer: `${name}, ${when}, ${reais(stay.priceCents)}. Confirma?`,
    commands: [{ kind: 'choose', option: 'slot:1' }],
    acts: [{ act: 'confirm' }],
    effects: [],
  };
  const agreed: Said = {
    said: oneOf(['sim', 'Confirmo!', 'sim, por favor', 'isso'], chance),
    answer: `Pronto! ${name} marcado para ${when}.`,
    commands: [{ kind: 'affirm' }],
    acts: [{ act: 'done' }],
    effects: [{ kind: 'book' }],
  };
  return talkOf(
    stay.bookedAt,
    [...(service && chance() < 0.35 ? [priceOf(service)] : []), wished, chosen, agreed],
    chance,
  );
}

function priceOf({ name, priceCents, id }: Service): Said {
  return {
    said: `Quanto custa ${name.toLowerCase()}?`,
    answer: `${name}: ${reais(priceCents)}. Quer marcar?`,
    commands: [{ kind: 'ask', topic: 'price', about: [{ kind: 'service', id }] }],
    acts: [{ act: 'inform', about: { topic: 'price', service: id } }],
    effects: [],
  };
}

/** What people ask that this business has never written down. */
const unknown: readonly (readonly [topic: Topic | null, text: string])[] = [
  ['knowledge', 'Tem estacionamento?'],
  ['knowledge', 'tem estacionamento no local'],
  ['knowledge', 'Vocês vendem vale-presente?'],
  ['knowledge', 'posso levar meu cachorro?'],
  ['knowledge', 'vocês fazem maquiagem pra festa?'],
  ['knowledge', 'tem wi-fi aí?'],
  ['knowledge', 'atendem criança?'],
  [null, 'aquilo que a moça falou ontem, lembra?'],
  [null, 'kkkk então tá né'],
];

const handoffs: readonly (readonly [reason: HandoffReason, text: string])[] = [
  ['asked', 'quero falar com uma pessoa'],
  ['asked', 'tem alguém aí pra me atender?'],
  ['asked', 'me passa pra recepção por favor'],
  ['complaint', 'não gostei do atendimento de ontem'],
  ['refund', 'quero meu dinheiro de volta'],
  ['exception', 'preciso desmarcar em cima da hora, pode abrir uma exceção?'],
  ['notUnderstood', 'não é isso que eu perguntei'],
  ['health', 'fiquei com alergia depois do procedimento'],
];

/** A talk that books nothing: a question, something nobody has an answer to, or a wish for a person. */
export function anyTalk(business: Business, at: Temporal.Instant, chance: Chance): Talk {
  const lot = chance();
  if (lot < 0.17) return talkOf(at, [lacking(chance)], chance);
  if (lot < 0.27) {
    const [reason, said] = oneOf(handoffs, chance);
    const handing: Said = {
      said,
      answer: 'Vou chamar alguém da equipe para falar com você.',
      commands: [{ kind: 'handoff', reason }],
      acts: [{ act: 'handoff', reason, reopens: null }],
      effects: [{ kind: 'handoff', reason }],
    };
    return talkOf(at, [handing], chance, reason);
  }
  if (lot < 0.7) return talkOf(at, [priceOf(oneOf(business.services, chance)), thanks], chance);
  return talkOf(at, [address(business)], chance);
}

function lacking(chance: Chance): Said {
  const [topic, said] = oneOf(unknown, chance);
  return topic === null
    ? {
        said,
        answer: 'Não entendi bem. Pode dizer de outro jeito?',
        commands: [{ kind: 'unknown', span: null }],
        acts: [{ act: 'lost' }],
        effects: [],
      }
    : {
        said,
        answer: 'Essa informação eu não tenho. Quer que eu chame alguém da equipe?',
        commands: [{ kind: 'ask', topic, about: [] }],
        acts: [{ act: 'missing', topic }],
        effects: [],
      };
}

const thanks: Said = {
  said: 'obrigada!',
  answer: 'Eu que agradeço!',
  commands: [{ kind: 'chitchat', talk: 'thank' }],
  acts: [{ act: 'smallTalk', kind: 'thanks' }],
  effects: [],
};

function address({ address: where }: Business): Said {
  return {
    said: 'Onde fica?',
    answer: where ?? 'Essa informação eu não tenho.',
    commands: [{ kind: 'ask', topic: 'address', about: [] }],
    acts: [where === null ? { act: 'missing', topic: 'address' } : { act: 'inform', about: { topic: 'address' } }],
    effects: [],
  };
}
