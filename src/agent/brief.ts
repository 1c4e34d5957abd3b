import type { FlowName, HandoffReason } from './command.ts';
import { frameOf, nameOf, type Draft } from './draft.ts';
import { wishedOf } from './find.ts';
import { serviceOf } from './lookup.ts';
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
    tried: triedOf(state),
    mood: upset ? 'Está irritado' : '',
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

function triedOf({ missed, pending }: Draft['state']): string {
  if (missed > 0) return missed === 1 ? 'Uma mensagem não foi entendida' : `${missed} mensagens não foram entendidas`;
  return pending?.kind === 'confirm' ? 'Falta a confirmação' : '';
}

function knownOf(draft: Draft, { business }: World): string[] {
  const frame = frameOf(draft);
  const { service, day, time } = frame
    ? wishedOf(frame)
    : { service: draft.state.mentioned.at(-1) ?? null, day: null, time: null };
  const name = serviceOf(business, service)?.name;
  return [name, day && words.day(day), time && words.time(time)].filter((each) => typeof each === 'string');
}
