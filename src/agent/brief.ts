import type { FlowName, HandoffReason } from './command.ts';
import type { Wished } from './act.ts';
import { frameOf, nameOf, noWish, type Draft } from './draft.ts';
import { wishedOf } from './find.ts';
import { professionalName, serviceOf } from './lookup.ts';
import { moment } from './passages.ts';
import type { PendingKind } from './state.ts';
import { wordsPt as words } from './words-pt.ts';
import type { Brief, World } from './world.ts';

/** What the person who takes over should know at a glance, as they read it: who it is, what they want, what is known, what was tried, the mood. */
export function briefOf(draft: Draft, reason: HandoffReason, world: World): Brief {
  const { state } = draft;
  const flow = frameOf(draft)?.flow;
  const upset = reason === 'complaint' || reason === 'insult' || reason === 'legal' || state.insults > 0;
  return {
    who: nameOf(state, world),
    wants: flow === undefined ? whys[reason] : `${whys[reason]}; ${flows[flow]}`,
    known: knownOf(draft, world),
    tried: triedOf(state, world),
    mood: upset ? 'Está irritado' : '',
    by: 'rules',
  };
}

const whys: Readonly<Record<HandoffReason, string>> = {
  asked: 'Pediu uma pessoa',
  complaint: 'Reclama',
  refund: 'Pede reembolso',
  health: 'Tem uma questão de saúde',
  legal: 'Fala de advogado ou Procon',
  notUnderstood: 'O agente não entendeu',
  insult: 'Ofendeu',
  unreadable: 'Mandou algo que o agente não lê',
  unsupported: 'Pede algo que o agente não faz',
  privacy: 'Pergunta sobre os próprios dados',
  exception: 'Pede uma exceção à regra',
  group: 'Quer marcar para um grupo',
};

const flows: Readonly<Record<FlowName, string>> = {
  book: 'queria agendar',
  reschedule: 'queria remarcar',
  cancel: 'queria cancelar',
  check: 'queria ver os agendamentos',
  late: 'avisou que se atrasa',
  waitlist: 'queria entrar na lista de espera',
};

/** What the agent was waiting for. */
const questions: Readonly<Record<PendingKind, string>> = {
  service: 'O agente perguntou qual serviço',
  date: 'O agente perguntou o dia',
  time: 'O agente ofereceu horários',
  half: 'O agente perguntou se de manhã ou à tarde',
  conflict: 'O agente perguntou qual das duas datas',
  name: 'O agente perguntou o nome',
  confirm: 'O agente mostrou a proposta; falta a confirmação',
  change: 'O agente perguntou o que mudar',
  choice: 'O agente ofereceu opções',
  booking: 'O agente perguntou qual agendamento',
  reminder: 'O agente lembrou do agendamento e espera a resposta',
  rating: 'O agente perguntou como foi',
  erase: 'O agente perguntou se apaga os dados',
};

function triedOf({ missed, pending, booked }: Draft['state'], { business }: World): string {
  if (missed > 0) return missed === 1 ? 'Uma mensagem não foi entendida' : `${missed} mensagens não foram entendidas`;
  if (pending) return questions[pending.kind];
  const [done] = booked?.proposal.items ?? [];
  return booked && done ? `${deeds[booked.proposal.act]} nesta conversa: ${moment(done.start, business, words)}` : '';
}

const deeds = { book: 'Agendou', move: 'Remarcou', cancel: 'Cancelou' };

function knownOf(draft: Draft, { business }: World): string[] {
  const frame = frameOf(draft);
  const wish: Wished = frame ? wishedOf(frame) : { ...noWish, service: draft.state.mentioned.at(-1) ?? null };
  const { day, time, people } = wish;
  const who = professionalName(business, wish.professional);
  return [
    ...[wish.service, ...wish.more].map((service) => serviceOf(business, service)?.name),
    day && words.day(day),
    time && words.time(time),
    who && words.with(who),
    people > 1 && `${people} pessoas`,
  ].filter((each) => typeof each === 'string');
}
