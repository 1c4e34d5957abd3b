import type { Business } from '../business/business.ts';
import type { Catalogue } from './catalogue.ts';
import { serviceOf } from './lookup.ts';
import { pagesOf } from './page.ts';
import { capital, hoursOf, serviceLines, told, weekLines } from './passages.ts';
import { wordsEs as words } from './words-es.ts';

/** What is answered from the business's data, in Spanish; the business's own texts stand as it wrote them. */
export const informEs: Catalogue['inform'] = {
  price: ({ service }, business) => {
    const { name, money, minutes } = told(serviceOf(business, service), words);
    return [`*${name}* cuesta ${money} y dura ${minutes}.`];
  },
  duration: ({ service }, business) => {
    const { name, money, minutes } = told(serviceOf(business, service), words);
    return [`*${name}* dura ${minutes} y cuesta ${money}.`];
  },
  detail: ({ service }, business) => {
    const { name, money, minutes, description } = told(serviceOf(business, service), words);
    return [`Sí, tenemos *${name}*: ${money}, ${minutes}.${description && `\n${description}`}`];
  },
  compare: ({ services }, business) => [
    serviceLines(
      services.map((id) => serviceOf(business, id)),
      words,
    ),
  ],
  today: ({ at }) => [`Hoy es ${words.day(at.toPlainDate())}; hora: ${words.time(at.toPlainTime())}.`],
  prices: (_, { services }) => [`Nuestra lista de precios:\n${serviceLines(services, words)}`],
  services: ({ page }, business) => {
    const pages = pagesOf(business);
    const lines = serviceLines(pages[page - 1] ?? [], words);
    if (pages.length === 1) return [`Estos son nuestros servicios:\n${lines}`];
    if (page === pages.length) return [`Estos son los demás servicios:\n${lines}\nCon estos, ya viste todos.`];
    return [`Estos son nuestros servicios (hay más en la lista, en "Más servicios"):\n${lines}`];
  },
  hours: ({ day, closed }, business) => [
    day ? hoursOn(day, closed, business) : `Nuestro horario de atención:\n${weekLines(business, words)}`,
  ],
  address: (_, { address }) => [`📍 Estamos en: ${address ?? ''}`],
  phone: (_, { phone }) => [`📞 Nuestro teléfono: ${phone ?? ''}`],
  email: (_, { email }) => [`✉️ Nuestro correo: ${email ?? ''}`],
  instagram: (_, { instagram }) => [`📷 Nuestro Instagram: ${instagram ?? ''}`],
  payment: (_, { payment }) => [`💳 Formas de pago: ${words.listed(payment, 'and')}.`],
  policy: (_, business) => [`Nuestras reglas:\n${rules(business).join('\n')}`],
  professionals: (_, { professionals }) => [
    `Quienes atienden aquí: ${words.listed(
      professionals.map(({ name }) => name),
      'and',
    )}.`,
  ],
  identity: (_, { name }) => [
    `Soy el asistente virtual de *${name}*: un programa, no una persona. Agendo citas, informo precios y respondo dudas. Si prefieres una persona, escribe "persona".`,
  ],
  others: () => ['Los datos de otras personas no los puedo mostrar. Puedo ayudarte con tu propia atención.'],
  knowledge: ({ key }, { knowledge }) => [knowledge.find((entry) => entry.key === key)?.answer ?? ''],
};

function hoursOn(day: Temporal.PlainDate, closed: boolean, business: Business): string {
  const open = closed ? '' : hoursOf(day, business, words);
  const placed = capital(words.onDay(day));
  return open
    ? `${placed} abrimos ${open}.`
    : `${placed} está cerrado. Nuestro horario:\n${weekLines(business, words)}`;
}

function rules({ policies }: Business): string[] {
  const { cancelNoticeHours, rescheduleNoticeHours, reschedulesMax, noShowFeePercent, lateToleranceMinutes } = policies;
  const times =
    reschedulesMax === null ? '' : `, como máximo ${reschedulesMax} ${reschedulesMax === 1 ? 'vez' : 'veces'}`;
  return [
    cancelNoticeHours === null ? '' : `• Cancelación: con al menos ${words.hours(cancelNoticeHours)} de anticipación.`,
    rescheduleNoticeHours === null
      ? ''
      : `• Cambio de cita: con al menos ${words.hours(rescheduleNoticeHours)} de anticipación${times}.`,
    lateToleranceMinutes === null ? '' : `• Atraso: tolerancia de ${words.minutes(lateToleranceMinutes)}.`,
    noShowFeePercent === null ? '' : `• Falta sin aviso: cargo del ${words.percent(noShowFeePercent)} del valor.`,
  ].filter((rule) => rule !== '');
}
