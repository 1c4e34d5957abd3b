import type { Catalogue } from './catalogue.ts';
import { bookingLine, placeInTime, servicesIn, withWhom } from './passages.ts';
import { wordsPt as words } from './words-pt.ts';
import { serviceOf } from './lookup.ts';

/** What is said of bookings there are: the contact's own, before a visit and after it, and of waiting for one. */
export const visitsPt: Pick<
  Catalogue,
  'bookings' | 'late' | 'waiting' | 'attended' | 'data' | 'remind' | 'followUp' | 'freed'
> = {
  bookings: ({ bookings }, business) => {
    const lines = bookings.map((booking) => bookingLine(booking, business, words));
    const [only] = lines;
    if (only === undefined)
      return ['Você não tem nenhum horário marcado.', 'Não há nenhum horário marcado em seu nome.'];
    if (lines.length === 1) return [`O seu horário marcado: ${only}.`, `Você tem marcado: ${only}.`];
    return [`Os seus horários marcados:\n${lines.map((line) => `• ${line}`).join('\n')}`];
  },
  late: ({ booking, minutes }, business) => {
    const { lateToleranceMinutes: tolerance } = business.policies;
    const line = bookingLine(booking, business, words);
    if (tolerance === null) return [`Obrigado por avisar! Anotei o seu atraso para ${line}.`];
    const allowed = words.minutes(tolerance);
    if (minutes === null) return [`Obrigado por avisar! Anotei o atraso para ${line}. A tolerância é de ${allowed}.`];
    if (minutes <= tolerance)
      return [
        `Obrigado por avisar! Anotei ${words.minutes(minutes)} de atraso para ${line}. A tolerância é de ${allowed}.`,
      ];
    return [
      `Obrigado por avisar. A tolerância é de ${allowed}, e com ${words.minutes(minutes)} de atraso não consigo garantir o seu horário (${line}).`,
    ];
  },
  waiting: ({ wish, from, to }, business) => {
    const service = servicesIn(wish, business, words);
    const days = from.equals(to) ? words.onDay(from) : `de ${words.day(from)} a ${words.day(to)}`;
    return [
      `Você está na lista de espera para ${service}${withWhom(wish.professional, business, words)}, ${days}. Se abrir uma vaga, a mensagem chega por aqui; nada fica marcado sem o seu sim.`,
    ];
  },
  attended: ({ booking }, business) => [
    `Presença confirmada! ✅ ${bookingLine(booking, business, words)}. Até lá!`,
    `Obrigado por confirmar! ✅ Esperamos você: ${bookingLine(booking, business, words)}.`,
  ],
  data: ({ name, bookings }, business) => {
    const lines = bookings.map((booking) => `• ${bookingLine(booking, business, words)}`);
    const known = [
      `• Nome: ${name ?? 'não informado'}`,
      '• O seu número ou identificador do WhatsApp',
      '• As mensagens desta conversa',
    ];
    return [
      `Isto é o que temos sobre você:\n${[...known, ...lines].join('\n')}\nRegistrei o seu pedido: a cópia completa é enviada pela equipe. Para apagar tudo, escreva "apagar meus dados".`,
    ];
  },
  remind: ({ booking }, business) => {
    const place = business.address ? `\n📍 ${business.address}` : '';
    const service = serviceOf(business, booking.service);
    const price = service ? ` · ${words.money(booking.priceCents)}` : '';
    return [
      `Lembrete do seu horário: ${bookingLine(booking, business, words)}${price}.${place}\nResponda 1 para confirmar a presença, 2 para cancelar ou 3 para remarcar.`,
    ];
  },
  followUp: ({ booking }, business) => [
    `Obrigado pela visita! Como foi ${serviceOf(business, booking.service)?.name ?? 'o atendimento'}? Dê uma nota de 1 (ruim) a 5 (ótimo).`,
  ],
  freed: ({ service, visit }, business) => [
    `Abriu uma vaga para *${serviceOf(business, service)?.name ?? ''}* ${placeInTime(visit, business, words)}. Quer ficar com ela?`,
  ],
};
