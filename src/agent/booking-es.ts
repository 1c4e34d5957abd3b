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
import { wordsEs as words } from './words-es.ts';

/** What is said on the way to a booking, in Spanish. */
export const bookingEs: Pick<Catalogue, 'ask' | 'offer' | 'skipped' | 'refuse' | 'confirm' | 'done' | 'clarify'> = {
  ask: {
    service: ({ wish }, business) => {
      const when = whenOf(wish, words);
      const lead = when ? `De acuerdo, ${when}. ` : '';
      const whom = withWhom(wish.professional, business, words);
      return [`${lead}¿Qué servicio quieres agendar${whom}?`, `${lead}¿Para qué servicio es${whom}?`];
    },
    habit: ({ wish }, business) => {
      const usual = `${servicesIn(wish, business, words)}${withWhom(wish.professional, business, words)}`;
      return [`¿Lo de siempre, ${usual}, u otro servicio?`, `¿Sería ${usual}, como de costumbre, u otro servicio?`];
    },
    date: ({ wish }, business) => [
      `¿Para qué día quieres agendar${spaced(servicesIn(wish, business, words))}${timeIn(wish, words)}? Puedes tocar una opción o escribir otro día.`,
      `¿Qué día te queda mejor para${spaced(servicesIn(wish, business, words)) || ' venir'}${timeIn(wish, words)}? Toca una opción o escribe la fecha.`,
    ],
    half: ({ options }, business) => [`Para no equivocarme: ¿${choicesOf(options, business, words)}?`],
    conflict: ({ options }, business) => [
      `Me quedó una duda, porque el día de la semana y la fecha no coinciden. ¿Quieres ${choicesOf(options, business, words)}?`,
    ],
    name: ({ wish }, business) => {
      const held = [servicesIn(wish, business, words).replaceAll('*', ''), whenOf(wish, words)]
        .filter(Boolean)
        .join(', ');
      return [
        `¿A nombre de quién queda la cita${held && ` (${held})`}?`,
        `¿Qué nombre pongo en la cita${held && ` (${held})`}?`,
      ];
    },
    change: () => ['¡Sin problema! ¿Qué quieres cambiar?', '¡De acuerdo! ¿Qué cambia?'],
    booking: () => ['¿Quieres agendar?', '¿Quieres que busque un horario para ti?'],
    person: () => ['¿Quieres hablar con una persona del equipo?'],
    exception: () => [
      'Si quieres, paso el caso al equipo para ver qué es posible. ¿Te parece?',
      'Puedo pedir que alguien del equipo vea tu caso. ¿Quieres?',
    ],
    which: ({ about }, business) => [
      `Tienes más de una cita:\n${about.map((booking) => `• ${bookingLine(booking, business, words)}`).join('\n')}\n¿Cuál de ellas?`,
    ],
    newDate: ({ about, wish }, business) => [
      `${about.map((booking) => `Ahora está así: ${bookingLine(booking, business, words)}.`).join('')} ¿Para cuándo la quieres cambiar${timeIn(wish, words)}?`.trim(),
    ],
    erase: ({ about }, business) => [
      `Esto borra tu nombre, tu teléfono y nuestras conversaciones, y no se puede deshacer.${aboutErased(about.map((booking) => bookingLine(booking, business, words)))} ¿Puedo borrarlo?`,
    ],
  },
  offer: ({ wish, visits, near }, business) => {
    const service = servicesIn(wish, business, words);
    const [only] = visits;
    if (only && visits.length === 1)
      return [
        near
          ? `Lo más cercano que tengo${service && ` para ${service}`} es ${placeInTime(only, business, words)}. ¿Te sirve?`
          : `Tengo ${placeInTime(only, business, words)}${service && ` para ${service}`}. ¿Te sirve?`,
      ];
    const lead = near ? 'Lo más cercano que tengo' : 'Tengo estos horarios libres';
    return [`${lead}${service && ` para ${service}`}${timesOf(visits, business, words)}\n¿Cuál prefieres?`];
  },
  skipped: ({ starts }, business) => [
    `En estos días no tengo ese horario: ${words.listed(
      starts.map((start) => moment(start, business, words)),
      'and',
    )}. Quedan los demás:`,
  ],
  refuse: {
    closed: ({ wish: { day } }) => [`${capital(day ? words.onDay(day) : 'ese día')} está cerrado.`],
    outside_hours: ({ wish }, business) => [outsideHours(wish, business)],
    too_soon: ({ wish }, { rules }) => [
      `${capital(subjectOf(wish, words) || 'ese horario')} es demasiado pronto: necesitamos ${words.minutes(rules.noticeMinutes)} de anticipación.`,
    ],
    too_far: (_, { rules }) => [
      `Esa fecha está demasiado lejos: la agenda abre solo para los próximos ${words.days(rules.horizonDays)}.`,
    ],
    past: ({ wish, booking }, business) => [
      booking
        ? `La cita de ${bookingLine(booking, business, words)} ya empezó o ya pasó.`
        : `${capital(subjectOf(wish, words) || 'esa fecha')} ya pasó.`,
    ],
    slot_taken: ({ wish }) => [
      `No tengo lugar ${whenOf(wish, words) || 'en ese horario'}: no está libre.`,
      `Lo siento, ${subjectOf(wish, words) || 'ese horario'} no está libre.`,
    ],
    day_full: ({ wish: { day } }) => [`${capital(day ? words.onDay(day) : 'ese día')} la agenda ya está llena.`],
    no_slots: ({ wish: { day } }) => [`No encontré horarios libres ${day ? words.onDay(day) : 'en ese período'}.`],
    impossible: () => ['Esa fecha no existe en el calendario.'],
    not_performed: ({ wish: { service, professional } }, business) => [
      `${professionalName(business, professional) ?? 'Esa persona'} no hace *${serviceOf(business, service)?.name ?? ''}*.`,
    ],
    yours: ({ wish }) => [`Ese horario ya es tuyo: ya tienes una cita ${whenOf(wish, words)}.`.replace(' .', '.')],
    no_booking: () => ['No encontré ninguna cita a tu nombre.'],
    too_late: ({ booking }, business) => [
      `${booking ? `Sobre ${bookingLine(booking, business, words)}: ` : ''}el plazo para cambiarla por aquí ya pasó. ${policyOf(business)}`,
    ],
    moved_too_often: ({ booking }, business) => [
      `${booking ? `La cita de ${bookingLine(booking, business, words)} ` : 'Esa cita '}ya se cambió el máximo de veces. ${policyOf(business)}`,
    ],
    gone: () => ['Esa cita ya no está activa.'],
  },
  confirm: ({ proposal, again }, business) => {
    const held = summary(proposal, business, words);
    const from = proposal.booking ? moment(proposal.booking.start, business, words) : '';
    switch (proposal.act) {
      case 'book':
        return [
          `${again ? 'Para confirmar, el resumen de nuevo' : 'Revisa tu cita'}:\n${held}\n\n¿Puedo confirmarla?`,
          `${again ? 'Solo falta tu sí' : 'Quedó así'}:\n${held}\n\n¿La confirmas?`,
        ];
      case 'move':
        return [`Voy a cambiar tu cita de ${from} a:\n${held}\n\n¿Confirmo el cambio?`];
      case 'cancel':
        return [`Esta es la cita que voy a cancelar:\n${held}\n\n¿La cancelo?`];
    }
  },
  done: ({ proposal, protocols, again, link }, business) => {
    const held = summary(proposal, business, words);
    const place = business.address ? `\n📍 ${business.address}` : '';
    const number = `\n${protocols.length > 1 ? 'Códigos' : 'Código'}: ${protocols.map((each) => `*${each}*`).join(', ')}`;
    const calendar = link ? `\n🗓 Para guardarla en tu calendario: ${link}` : '';
    switch (proposal.act) {
      case 'book':
        return [
          `${again ? 'Esta cita ya está agendada' : 'Listo, quedó agendada'}! ✅\n${held}${place}${number}${calendar}`,
        ];
      case 'move':
        return [
          `${again ? 'Esta cita ya está cambiada' : 'Listo, quedó cambiada'}! ✅\n${held}${place}${number}${calendar}`,
        ];
      case 'cancel':
        return [`${again ? 'Esta cita ya está cancelada' : 'Listo, tu cita fue cancelada'}.\n${held}${number}`];
    }
  },
  clarify: ({ options }, business) => [
    `Tenemos más de una opción: ${choicesOf(options, business, words)}. ¿Cuál de ellas?`,
    `¿Cuál quieres: ${choicesOf(options, business, words)}?`,
  ],
};

function aboutErased(bookings: readonly string[]): string {
  return bookings.length === 0 ? '' : ` Lo agendado sigue en la agenda: ${words.listed(bookings, 'and')}.`;
}

function outsideHours(wish: Wished, business: Business): string {
  const { day } = wish;
  const open = day ? hoursOf(day, business, words) : '';
  if (!day || open === '') return 'En ese horario no atendemos.';
  const taken = tooLongAt(wish, business);
  const length = taken ? `, y *${taken.name}* dura ${words.minutes(taken.minutes)}` : '';
  const lead = wish.time ? `${capital(words.at(wish.time))} no podemos atender: ` : '';
  return capital(`${lead}${words.onDay(day)} abrimos ${open}${length}.`);
}

function policyOf({ policies }: Business): string {
  const { cancelNoticeHours, rescheduleNoticeHours, reschedulesMax } = policies;
  const rules = [
    cancelNoticeHours === null ? '' : `cancelar hasta ${words.hours(cancelNoticeHours)} antes`,
    rescheduleNoticeHours === null ? '' : `cambiar hasta ${words.hours(rescheduleNoticeHours)} antes`,
    reschedulesMax === null ? '' : `como máximo ${reschedulesMax} ${reschedulesMax === 1 ? 'vez' : 'veces'}`,
  ].filter(Boolean);
  return rules.length === 0 ? '' : `La regla es: ${words.listed(rules, 'and')}.`;
}
