import { minuteMs } from '../bookings/calendar.ts';
import type { Slot } from '../bookings/booking.ts';
import type { Business } from '../business/business.ts';
import { openIntervals } from '../business/hours.ts';
import type { Act, Wished } from './act.ts';
import type { Catalogue } from './catalogue.ts';
import { localOf } from './local.ts';
import { professionalName, serviceOf } from './lookup.ts';
import { optionOf } from './option.ts';
import { isOpenAt } from './reading.ts';
import type { OpenProposal } from './state.ts';
import { wordsPt as words } from './words-pt.ts';

/** What is said on the way to a booking. */
export const bookingPt: Pick<Catalogue, 'ask' | 'offer' | 'refuse' | 'confirm' | 'done' | 'clarify'> = {
  ask: {
    service: ({ wish }, business) => {
      const when = whenOf(wish);
      const lead = when ? `Certo, ${when}. ` : '';
      return [
        `${lead}Qual serviço você gostaria de agendar${withWhom(wish, business)}?`,
        `${lead}Para qual serviço é${withWhom(wish, business)}?`,
      ];
    },
    date: ({ wish }, business) => [
      `Para que dia você quer agendar${serviceIn(wish, business)}${timeIn(wish)}? Pode tocar numa opção ou escrever outro dia.`,
      `Qual o melhor dia para${serviceIn(wish, business) || ' você'}${timeIn(wish)}? Toque numa opção ou escreva a data.`,
    ],
    half: ({ options }, business) => [`Só para eu não errar: ${choicesOf(options, business)}?`],
    conflict: ({ options }, business) => [
      `Fiquei em dúvida, porque o dia da semana e a data não batem. Você quer ${choicesOf(options, business)}?`,
    ],
    name: ({ wish }, business) => {
      const held = [serviceOf(business, wish.service)?.name, whenOf(wish)].filter(Boolean).join(', ');
      return [
        `Em nome de quem fica o horário${held && ` (${held})`}?`,
        `Qual nome coloco no agendamento${held && ` (${held})`}?`,
      ];
    },
    change: () => ['Sem problema! O que você quer mudar?', 'Certo! O que fica diferente?'],
    booking: () => ['Quer agendar?', 'Quer que eu veja um horário para você?'],
    person: () => ['Quer falar com uma pessoa da equipe?', 'Quer que eu chame alguém da equipe?'],
  },
  offer: ({ wish, slots, near }, business) => {
    const service = serviceIn(wish, business).trim();
    const [only] = slots;
    if (only && slots.length === 1)
      return [
        near
          ? `O mais próximo que tenho${service && ` para ${service}`} é ${momentOf(only, business)}. Pode ser?`
          : `Tenho ${momentOf(only, business)}${service && ` para ${service}`}. Pode ser?`,
      ];
    const lead = near ? 'O mais próximo que tenho' : 'Tenho estes horários livres';
    return [`${lead}${service && ` para ${service}`}${timesOf(slots, business)}\nQual você prefere?`];
  },
  refuse: {
    closed: ({ day }) => [`${capital(day ? words.onDay(day) : 'nesse dia')}, estamos fechados.`],
    outside_hours: (wish, business) => [outsideHours(wish, business)],
    too_soon: (wish, { rules }) => [
      `${capital(subjectOf(wish) || 'esse horário')} está muito em cima da hora: precisamos de ${words.minutes(rules.noticeMinutes)} de antecedência.`,
    ],
    too_far: (_, { rules }) => [
      `Essa data está longe demais: a agenda abre só para os próximos ${words.days(rules.horizonDays)}.`,
    ],
    past: (wish) => [`${capital(subjectOf(wish) || 'essa data')} já passou.`],
    slot_taken: (wish) => [
      `Não tenho vaga ${whenOf(wish) || 'nesse horário'}: o horário não está livre.`,
      `Infelizmente, ${subjectOf(wish) || 'esse horário'} não está livre.`,
    ],
    day_full: ({ day }) => [`${capital(day ? words.onDay(day) : 'nesse dia')}, a agenda já está cheia.`],
    too_late: () => ['Está muito perto do horário marcado para mudar ou cancelar por aqui.'],
    moved_too_often: () => ['Esse agendamento já foi remarcado o máximo de vezes permitido.'],
    gone: () => ['Esse agendamento não está mais ativo.'],
    no_slots: ({ day }) => [`Não encontrei horário livre ${day ? words.onDay(day) : 'nesse período'}.`],
    impossible: () => ['Essa data não existe no calendário.'],
    not_performed: ({ service, professional }, business) => [
      `${professionalName(business, professional) ?? 'Esse profissional'} não faz *${serviceOf(business, service)?.name ?? ''}*.`,
    ],
  },
  confirm: ({ proposal, again }, business) => [
    `${again ? 'Para confirmar, o resumo de novo' : 'Confira o seu agendamento'}:\n${summary(proposal, business)}\n\nPosso confirmar?`,
    `${again ? 'Falta só o seu sim' : 'Ficou assim'}:\n${summary(proposal, business)}\n\nConfirma?`,
  ],
  done: ({ proposal, protocol, again }, business) => {
    const place = business.address ? `\n📍 ${business.address}` : '';
    return [
      `${again ? 'Este horário já está agendado' : 'Pronto, está agendado'}! ✅\n${summary(proposal, business)}${place}\nProtocolo: *${protocol}*`,
    ];
  },
  clarify: ({ options }, business) => [
    `Temos mais de uma opção: ${choicesOf(options, business)}. Qual delas?`,
    `Qual você quer: ${choicesOf(options, business)}?`,
  ],
};

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function serviceIn(wish: Wished, business: Business): string {
  const service = serviceOf(business, wish.service);
  return service ? ` *${service.name}*` : '';
}

function withWhom({ professional }: Wished, business: Business): string {
  const name = professionalName(business, professional);
  return name ? ` com ${name}` : '';
}

function timeIn({ time }: Wished): string {
  return time ? ` às ${words.time(time)}` : '';
}

/** "sexta-feira, 27/11, às 16:00", as far as it is known. */
function subjectOf({ day, time }: Wished): string {
  return [day && words.day(day), time && `às ${words.time(time)}`].filter(Boolean).join(', ');
}

/** "na sexta-feira, 27/11, às 16:00", as far as it is known. */
function whenOf({ day, time }: Wished): string {
  return [day && words.onDay(day), time && `às ${words.time(time)}`].filter(Boolean).join(', ');
}

function momentOf(slot: Slot, business: Business): string {
  const at = localOf(slot.start, business);
  const name = professionalName(business, slot.professional);
  return `${words.onDay(at.toPlainDate())}, às ${words.time(at.toPlainTime())}${name ? `, com ${name}` : ''}`;
}

/** One day in a line, several days a line each. */
function timesOf(slots: readonly Slot[], business: Business): string {
  const days = Map.groupBy(slots, ({ start }) => localOf(start, business).toPlainDate().toString());
  const lines = [...days].map(([day, each]) => {
    const times = each.map(({ start }) => words.time(localOf(start, business).toPlainTime()));
    return { day: Temporal.PlainDate.from(day), times: words.listed(times, 'and') };
  });
  const [only] = lines;
  if (only && lines.length === 1) return ` ${words.onDay(only.day)}: ${only.times}.`;
  return `:\n${lines.map(({ day, times }) => `• ${words.day(day)}: ${times}`).join('\n')}`;
}

function outsideHours(wish: Wished, business: Business): string {
  const { day, service } = wish;
  if (!day) return 'Nesse horário não atendemos.';
  const open = openIntervals(business, null, day).map(({ start, end }) => {
    const [from, to] = [localOf(start, business).toPlainTime(), localOf(end, business).toPlainTime()];
    return `das ${words.time(from)} às ${words.time(to)}`;
  });
  if (open.length === 0) return 'Nesse horário não atendemos.';
  const taken = serviceOf(business, service);
  // Before the doors close, but too late for so long a service.
  const isLong = taken !== null && wish.time !== null && isOpenAt(day, wish.time, business);
  const length = isLong ? `, e *${taken.name}* leva ${words.minutes(taken.minutes)}` : '';
  const lead = wish.time ? `Às ${words.time(wish.time)} não conseguimos atender: ` : '';
  return capital(`${lead}${words.onDay(day)}, abrimos ${words.listed(open, 'and')}${length}.`);
}

function summary(proposal: OpenProposal, business: Business): string {
  const at = localOf(proposal.start, business);
  const minutes = (proposal.end.epochMilliseconds - proposal.start.epochMilliseconds) / minuteMs;
  const professional = professionalName(business, proposal.professional);
  const lines = [
    `*${serviceOf(business, proposal.service)?.name ?? ''}*`,
    `📅 ${words.day(at.toPlainDate())}, às ${words.time(at.toPlainTime())}`,
    `⏱ ${words.minutes(minutes)}`,
    `💰 ${words.money(proposal.priceCents)}`,
    professional && `💇 com ${professional}`,
    `👤 em nome de ${proposal.name}`,
  ];
  return lines.filter(Boolean).join('\n');
}

/** The options as words, for those who write instead of tapping. */
function choicesOf(options: Extract<Act, { act: 'ask' }>['options'], business: Business): string {
  const said = options.flatMap((id) => {
    const option = optionOf(id, business);
    if (option?.kind === 'day') return [words.day(option.day)];
    if (option?.kind === 'time') return [`às ${words.time(option.time)}`];
    return option?.kind === 'service' || option?.kind === 'about'
      ? [`*${serviceOf(business, option.service)?.name ?? ''}*`]
      : [];
  });
  return words.listed(said, 'or');
}
