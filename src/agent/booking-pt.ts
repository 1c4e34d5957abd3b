import type { Business } from '../business/business.ts';
import type { Wished } from './act.ts';
import type { Catalogue } from './catalogue.ts';
import {
  bookingLine,
  capital,
  choicesOf,
  hoursOf,
  moment,
  placeInTime,
  servicesIn,
  spaced,
  subjectOf,
  summary,
  timeIn,
  timesOf,
  tooLongAt,
  whenOf,
  withWhom,
} from './passages.ts';
import { professionalName, serviceOf } from './lookup.ts';
import { wordsPt as words } from './words-pt.ts';

/** What is said on the way to a booking. */
export const bookingPt: Pick<Catalogue, 'ask' | 'offer' | 'skipped' | 'refuse' | 'confirm' | 'done' | 'clarify'> = {
  ask: {
    service: ({ wish }, business) => {
      const when = whenOf(wish, words);
      const lead = when ? `Certo, ${when}. ` : '';
      const whom = withWhom(wish.professional, business, words);
      return [`${lead}Qual serviço você gostaria de agendar${whom}?`, `${lead}Para qual serviço é${whom}?`];
    },
    habit: ({ wish }, business) => {
      const usual = `${servicesIn(wish, business, words)}${withWhom(wish.professional, business, words)}`;
      return [`O de sempre, ${usual}, ou outro serviço?`, `Seria ${usual}, como de costume, ou outro serviço?`];
    },
    date: ({ wish }, business) => [
      `Para que dia você quer agendar${spaced(servicesIn(wish, business, words))}${timeIn(wish, words)}? Pode tocar numa opção ou escrever outro dia.`,
      `Qual o melhor dia para${spaced(servicesIn(wish, business, words)) || ' você'}${timeIn(wish, words)}? Toque numa opção ou escreva a data.`,
    ],
    half: ({ options }, business) => [`Só para eu não errar: ${choicesOf(options, business, words)}?`],
    conflict: ({ options }, business) => [
      `Fiquei em dúvida, porque o dia da semana e a data não batem. Você quer ${choicesOf(options, business, words)}?`,
    ],
    name: ({ wish }, business) => {
      const held = [servicesIn(wish, business, words).replaceAll('*', ''), whenOf(wish, words)]
        .filter(Boolean)
        .join(', ');
      return [
        `Em nome de quem fica o horário${held && ` (${held})`}?`,
        `Qual nome coloco no agendamento${held && ` (${held})`}?`,
      ];
    },
    change: () => ['Sem problema! O que você quer mudar?', 'Certo! O que fica diferente?'],
    booking: () => ['Quer agendar?', 'Quer que eu veja um horário para você?'],
    person: () => ['Quer falar com uma pessoa da equipe?', 'Quer que eu chame alguém da equipe?'],
    exception: () => [
      'Se quiser, passo para a equipe ver o que é possível. Pode ser?',
      'Posso pedir para alguém da equipe avaliar o seu caso. Quer?',
    ],
    which: ({ about }, business) => [
      `Você tem mais de um horário marcado:\n${about.map((booking) => `• ${bookingLine(booking, business, words)}`).join('\n')}\nQual deles?`,
    ],
    newDate: ({ about, wish }, business) => [
      `${about.map((booking) => `Hoje está marcado: ${bookingLine(booking, business, words)}.`).join('')} Para quando você quer mudar${timeIn(wish, words)}?`.trim(),
    ],
    erase: ({ about }, business) => [
      `Isso apaga o seu nome, o seu telefone e as nossas conversas, e não tem volta.${aboutErased(about.map((booking) => bookingLine(booking, business, words)))} Posso apagar?`,
    ],
  },
  offer: ({ wish, visits, near }, business) => {
    const service = servicesIn(wish, business, words);
    const [only] = visits;
    if (only && visits.length === 1)
      return [
        near
          ? `O mais próximo que tenho${service && ` para ${service}`} é ${placeInTime(only, business, words)}. Pode ser?`
          : `Tenho ${placeInTime(only, business, words)}${service && ` para ${service}`}. Pode ser?`,
      ];
    const lead = near ? 'O mais próximo que tenho' : 'Tenho estes horários livres';
    return [`${lead}${service && ` para ${service}`}${timesOf(visits, business, words)}\nQual você prefere?`];
  },
  skipped: ({ starts }, business) => [
    `Nestes dias não consigo esse horário: ${words.listed(
      starts.map((start) => moment(start, business, words)),
      'and',
    )}. Ficam os outros:`,
  ],
  refuse: {
    closed: ({ wish: { day } }) => [`${capital(day ? words.onDay(day) : 'nesse dia')}, estamos fechados.`],
    outside_hours: ({ wish }, business) => [outsideHours(wish, business)],
    too_soon: ({ wish }, { rules }) => [
      `${capital(subjectOf(wish, words) || 'esse horário')} está muito em cima da hora: precisamos de ${words.minutes(rules.noticeMinutes)} de antecedência.`,
    ],
    too_far: (_, { rules }) => [
      `Essa data está longe demais: a agenda abre só para os próximos ${words.days(rules.horizonDays)}.`,
    ],
    past: ({ wish, booking }, business) => [
      booking
        ? `O horário de ${bookingLine(booking, business, words)} já começou ou já passou.`
        : `${capital(subjectOf(wish, words) || 'essa data')} já passou.`,
    ],
    slot_taken: ({ wish }) => [
      `Não tenho vaga ${whenOf(wish, words) || 'nesse horário'}: o horário não está livre.`,
      `Infelizmente, ${subjectOf(wish, words) || 'esse horário'} não está livre.`,
    ],
    day_full: ({ wish: { day } }) => [`${capital(day ? words.onDay(day) : 'nesse dia')}, a agenda já está cheia.`],
    no_slots: ({ wish: { day } }) => [`Não encontrei horário livre ${day ? words.onDay(day) : 'nesse período'}.`],
    impossible: () => ['Essa data não existe no calendário.'],
    not_performed: ({ wish: { service, professional } }, business) => [
      `${professionalName(business, professional) ?? 'Esse profissional'} não faz *${serviceOf(business, service)?.name ?? ''}*.`,
    ],
    yours: ({ wish }) => [`Esse horário já é seu: você já tem agendamento ${whenOf(wish, words)}.`.replace(' .', '.')],
    no_booking: () => ['Não encontrei nenhum horário marcado em seu nome.', 'Você não tem horário marcado por aqui.'],
    too_late: ({ booking }, business) => [
      `${booking ? `Sobre ${bookingLine(booking, business, words)}: ` : ''}o prazo para mudar por aqui já passou. ${policyOf(business)}`,
    ],
    moved_too_often: ({ booking }, business) => [
      `${booking ? `O horário de ${bookingLine(booking, business, words)} ` : 'Esse horário '}já foi remarcado o máximo de vezes. ${policyOf(business)}`,
    ],
    gone: () => ['Esse agendamento não está mais ativo.'],
  },
  confirm: ({ proposal, again }, business) => {
    const held = summary(proposal, business, words);
    const from = proposal.booking ? moment(proposal.booking.start, business, words) : '';
    switch (proposal.act) {
      case 'book':
        return [
          `${again ? 'Para confirmar, o resumo de novo' : 'Confira o seu agendamento'}:\n${held}\n\nPosso confirmar?`,
          `${again ? 'Falta só o seu sim' : 'Ficou assim'}:\n${held}\n\nConfirma?`,
        ];
      case 'move':
        return [`Vou mudar o seu horário de ${from} para:\n${held}\n\nPosso confirmar a mudança?`];
      case 'cancel':
        return [`Este é o horário que vou cancelar:\n${held}\n\nPosso cancelar?`];
    }
  },
  done: ({ proposal, protocols, again, link }, business) => {
    const held = summary(proposal, business, words);
    const place = business.address ? `\n📍 ${business.address}` : '';
    const number = `\n${protocols.length > 1 ? 'Protocolos' : 'Protocolo'}: ${protocols.map((each) => `*${each}*`).join(', ')}`;
    const calendar = link ? `\n🗓 Para salvar no seu calendário: ${link}` : '';
    switch (proposal.act) {
      case 'book':
        return [
          `${again ? 'Este horário já está agendado' : 'Pronto, está agendado'}! ✅\n${held}${place}${number}${calendar}`,
        ];
      case 'move':
        return [
          `${again ? 'Este horário já está remarcado' : 'Pronto, remarcado'}! ✅\n${held}${place}${number}${calendar}`,
        ];
      case 'cancel':
        return [
          `${again ? 'Este horário já está cancelado' : 'Pronto, o seu horário foi cancelado'}.\n${held}${number}`,
        ];
    }
  },
  clarify: ({ options }, business) => [
    `Temos mais de uma opção: ${choicesOf(options, business, words)}. Qual delas?`,
    `Qual você quer: ${choicesOf(options, business, words)}?`,
  ],
};

function aboutErased(bookings: readonly string[]): string {
  return bookings.length === 0 ? '' : ` O que está marcado continua na agenda: ${words.listed(bookings, 'and')}.`;
}

function outsideHours(wish: Wished, business: Business): string {
  const { day } = wish;
  const open = day ? hoursOf(day, business, words) : '';
  if (!day || open === '') return 'Nesse horário não atendemos.';
  const taken = tooLongAt(wish, business);
  const length = taken ? `, e *${taken.name}* leva ${words.minutes(taken.minutes)}` : '';
  const lead = wish.time ? `${capital(words.at(wish.time))} não conseguimos atender: ` : '';
  return capital(`${lead}${words.onDay(day)}, abrimos ${open}${length}.`);
}

function policyOf({ policies }: Business): string {
  const { cancelNoticeHours, rescheduleNoticeHours, reschedulesMax } = policies;
  const rules = [
    cancelNoticeHours === null ? '' : `cancelamento até ${words.hours(cancelNoticeHours)} antes`,
    rescheduleNoticeHours === null ? '' : `remarcação até ${words.hours(rescheduleNoticeHours)} antes`,
    reschedulesMax === null ? '' : `no máximo ${reschedulesMax} ${reschedulesMax === 1 ? 'vez' : 'vezes'}`,
  ].filter(Boolean);
  return rules.length === 0 ? '' : `A regra é: ${words.listed(rules, 'and')}.`;
}
