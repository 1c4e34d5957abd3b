import type { Act } from './act.ts';
import type { Catalogue, Variants } from './catalogue.ts';
import { serviceName } from './lookup.ts';
import { wordsEs } from './words-es.ts';

const vocative = (name: string | null) => (name ? `, ${name}` : '');

/** What is said around the business itself, in Spanish. */
export const talkEs: Pick<Catalogue, 'smallTalk' | 'menu' | 'missing' | 'lost' | 'unreadable' | 'seen' | 'handoff'> = {
  smallTalk: {
    welcome: (name, { name: business }) => [
      `¡Hola${vocative(name)}! 😊 Te damos la bienvenida a *${business}*.\nSoy el asistente virtual: muestro servicios y precios, agendo tu cita, respondo dudas o llamo a una persona del equipo. ¿En qué puedo ayudarte?`,
    ],
    welcomeBack: (name) => [
      `¡Hola${vocative(name)}! 😊 ¿En qué puedo ayudarte?`,
      `¡Hola de nuevo${vocative(name)}! ¿Qué necesitas?`,
    ],
    hello: (name) => [`¡Hola${vocative(name)}! 😊`],
    met: (name) => [`¡Mucho gusto${vocative(name)}! 😊 ¿En qué puedo ayudarte?`],
    thanks: () => ['¡De nada! 😊', '¡Con gusto! 😊'],
    bye: () => ['¡Hasta luego! 👋', '¡Hasta pronto! Escribe cuando lo necesites. 👋'],
    praise: () => ['¡Qué bueno saberlo, gracias! 😊'],
    boundary: () => [
      'Quiero ayudarte, pero necesito que la conversación sea con respeto. ¿Vemos lo que necesitas?',
      'Entiendo la molestia. Pido respeto en la conversación y sigo aquí para ayudar.',
    ],
    fine: () => ['¡Está bien! Si necesitas algo, escribe por aquí.', '¡De acuerdo! 😊'],
    ended: () => [
      'Está bien, lo dejé de lado y no se agendó nada. Si cambias de idea, escribe por aquí.',
      'No hay problema: me detuve aquí y no se agendó nada.',
    ],
    kept: () => ['Está bien, tu cita sigue como está.', 'De acuerdo, no cambió nada: tu cita sigue en pie.'],
    resumed: () => ['La última vez quedó esto pendiente:', 'Seguimos donde quedamos:'],
    nextSession: () => ['Ahora, la próxima sesión.'],
    expired: () => ['Ese botón es de una conversación anterior y ya no vale. ¿Qué quieres hacer?'],
    rated: () => ['¡Gracias por tu opinión! 😊'],
    ratedLow: () => ['Lamento que no haya sido una buena visita. Gracias por decirlo.'],
    optedOut: () => [
      'Listo: ya no recibirás recordatorios ni avisos. Si escribes, sigo respondiendo. Para volver a recibirlos, escribe "quiero recibir mensajes".',
    ],
    optedIn: () => ['Listo: vuelves a recibir nuestros recordatorios y avisos.'],
    newsOn: () => ['Listo: recibirás nuestras novedades por aquí. Para no recibir más, escribe *baja*.'],
    erasing: () => ['Solicitud registrada: tus datos y nuestras conversaciones se borrarán después de este mensaje.'],
    notErased: () => ['De acuerdo, no se borró nada.'],
  },
  menu: (_, { name }) => [
    `Esto es lo que puedo hacer por ti en *${name}*:\n📅 agendar, cambiar o cancelar una cita\n📋 mostrar servicios, precios y duración\n🕐 informar el horario y la dirección\n💳 informar formas de pago y reglas\n👤 llamar a una persona del equipo\n\nToca una opción o escribe lo que necesitas.`,
  ],
  missing: {
    price: ['No encontré ese servicio en nuestra lista, así que no tengo un precio para informar.'],
    prices: ['Todavía no tengo una lista de precios para informar.'],
    compare: ['No tengo cómo comparar esos servicios.'],
    duration: ['No encontré ese servicio en nuestra lista, así que no sé cuánto dura.'],
    detail: ['No encontré ese servicio en nuestra lista.'],
    unlisted: ['Ese servicio no lo encontré en nuestra lista.', 'No tenemos ese servicio en nuestra lista.'],
    unlistedToo: ['El otro servicio por el que preguntas no está en nuestra lista.'],
    services: ['Todavía no tengo una lista de servicios para mostrar.'],
    moreServices: ['No tengo otros servicios en la lista.'],
    hours: ['No tengo el horario para informar.'],
    address: ['No tengo la dirección para informar.'],
    phone: ['No tengo un teléfono para informar; la atención es por aquí mismo.'],
    email: ['No tengo un correo para informar.'],
    instagram: ['No tengo un Instagram para informar.'],
    payment: ['No tengo información sobre las formas de pago.'],
    discount: [
      'No tengo información sobre descuentos ni cuotas y no puedo prometer un valor distinto al de la lista.',
      'Sobre descuentos y cuotas no tengo información; vale el precio de la lista.',
    ],
    policy: ['No tengo esa regla registrada aquí.'],
    availability: ['No pude consultar la agenda para eso.'],
    menu: ['No tengo esa opción.'],
    professionals: ['No tengo información sobre los profesionales.'],
    identity: ['Soy el asistente virtual.'],
    others: ['No tengo esa información.'],
    today: ['No tengo esa información.'],
    knowledge: ['Esa información no la tengo aquí.', 'No tengo esa información.'],
  },
  lost: ({ isElse }, { name }) =>
    isElse
      ? [
          `Creo que ese mensaje no es para nosotros: aquí es *${name}*. Si lo es, escribe de otra forma lo que necesitas, o toca una opción.`,
          `Eso no es lo que hago por aquí: este es el canal de *${name}*. Puedo reservar una cita o mostrar los servicios: escribe de otra forma lo que necesitas, o toca una opción.`,
        ]
      : [
          'Perdón, no entendí. ¿Puedes decirlo de otra forma?',
          'No logré entender ese mensaje. ¿Puedes escribirlo con otras palabras?',
          'Eso no lo entendí. ¿Me lo explicas de otra manera?',
          'No entendí bien lo que necesitas. ¿Puedes escribirlo de otra forma?',
        ],
  unreadable: () => [
    'Ese tipo de mensaje todavía no lo puedo abrir por aquí. ¿Puedes escribirlo en texto? Si prefieres una persona, escribe "persona".',
  ],
  seen: ({ service }, business) => [`Recibí la foto. Parece ser sobre *${serviceName(business, service)}*.`],
  handoff: {
    asked: (act) => passed('¡De acuerdo!', act),
    complaint: (act) => passed('Lo lamento mucho, y quiero que alguien atienda tu reclamo.', act),
    refund: (act) => passed('Entiendo: sobre reembolsos no decido yo.', act),
    health: (act) => passed('Esto tiene que ver con tu salud y merece la respuesta de una persona.', act),
    legal: (act) => passed('Entiendo: este asunto necesita a una persona.', act),
    notUnderstood: (act) => passed('No estoy logrando entender y no quiero hacerte perder tiempo.', act),
    insult: (act) => passed('Prefiero que una persona siga desde aquí.', act),
    unreadable: (act) => passed('Eso no lo puedo abrir por aquí.', act),
    unsupported: (act) => passed('Ese pedido todavía no lo resuelvo solo, y no cambió nada.', act),
    privacy: (act) => passed('Recibí tu pedido sobre tus datos.', act),
    exception: (act) => passed('Eso está fuera de las reglas que puedo aplicar.', act),
    group: (act) => passed('Para grupos, el equipo coordina los detalles.', act),
  },
};

/** Only what has happened: the conversation is with the team. Nobody is promised at once, and nobody at all when it is shut. */
function passed(opening: string, { reopens }: Extract<Act, { act: 'handoff' }>): Variants {
  const desk = reopens
    ? `En este momento está cerrado; la atención vuelve ${wordsEs.onDay(reopens.toPlainDate())}, ${wordsEs.at(reopens.toPlainTime())}.`
    : 'La respuesta llega por aquí en cuanto alguien esté libre.';
  return [`${opening} Pasé la conversación a nuestro equipo: desde ahora responde una persona. ${desk}`];
}
