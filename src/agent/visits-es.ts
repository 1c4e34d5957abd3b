import type { Catalogue } from './catalogue.ts';
import { serviceOf } from './lookup.ts';
import { bookingLine, placeInTime, servicesIn, withWhom } from './passages.ts';
import { wordsEs as words } from './words-es.ts';

/** What is said of bookings there are, in Spanish. */
export const visitsEs: Pick<
  Catalogue,
  'bookings' | 'late' | 'waiting' | 'attended' | 'data' | 'remind' | 'followUp' | 'freed'
> = {
  bookings: ({ bookings }, business) => {
    const lines = bookings.map((booking) => bookingLine(booking, business, words));
    const [only] = lines;
    if (only === undefined) return ['No tienes ninguna cita agendada.'];
    if (lines.length === 1) return [`Tu cita: ${only}.`];
    return [`Tus citas:\n${lines.map((line) => `• ${line}`).join('\n')}`];
  },
  late: ({ booking, minutes }, business) => {
    const { lateToleranceMinutes: tolerance } = business.policies;
    const line = bookingLine(booking, business, words);
    if (tolerance === null) return [`¡Gracias por avisar! Anoté el atraso para ${line}.`];
    const allowed = words.minutes(tolerance);
    if (minutes === null) return [`¡Gracias por avisar! Anoté el atraso para ${line}. La tolerancia es de ${allowed}.`];
    if (minutes <= tolerance)
      return [
        `¡Gracias por avisar! Anoté ${words.minutes(minutes)} de atraso para ${line}. La tolerancia es de ${allowed}.`,
      ];
    return [
      `Gracias por avisar. La tolerancia es de ${allowed}, y con ${words.minutes(minutes)} de atraso no puedo garantizar tu cita (${line}).`,
    ];
  },
  waiting: ({ wish, from, to }, business) => {
    const days = from.equals(to) ? words.onDay(from) : `del ${words.day(from)} al ${words.day(to)}`;
    return [
      `Estás en la lista de espera para ${servicesIn(wish, business, words)}${withWhom(wish.professional, business, words)}, ${days}. Si se libera un lugar, el mensaje llega por aquí; nada queda agendado sin tu sí.`,
    ];
  },
  attended: ({ booking }, business) => [
    `¡Gracias por confirmar! ✅ Te esperamos: ${bookingLine(booking, business, words)}.`,
  ],
  data: ({ name, bookings }, business) => {
    const lines = bookings.map((booking) => `• ${bookingLine(booking, business, words)}`);
    const known = [
      `• Nombre: ${name ?? 'no informado'}`,
      '• Tu número o identificador de WhatsApp',
      '• Los mensajes de esta conversación',
    ];
    return [
      `Esto es lo que tenemos sobre ti:\n${[...known, ...lines].join('\n')}\nRegistré tu pedido: la copia completa la envía el equipo. Para borrar todo, escribe "borrar mis datos".`,
    ];
  },
  remind: ({ booking }, business) => {
    const place = business.address ? `\n📍 ${business.address}` : '';
    return [
      `Recordatorio de tu cita: ${bookingLine(booking, business, words)} · ${words.money(booking.priceCents)}.${place}\nResponde 1 para confirmar, 2 para cancelar o 3 para cambiarla.`,
    ];
  },
  followUp: ({ booking }, business) => [
    `¡Gracias por tu visita! ¿Cómo fue ${serviceOf(business, booking.service)?.name ?? 'la atención'}? Danos una nota de 1 (mal) a 5 (excelente).`,
  ],
  freed: ({ service, visit }, business) => [
    `Se liberó un lugar para *${serviceOf(business, service)?.name ?? ''}* ${placeInTime(visit, business, words)}. ¿Lo quieres?`,
  ],
};
