import type { Business, Service } from '../business/business.ts';
import { weekOf } from '../business/hours.ts';
import type { Catalogue } from './catalogue.ts';
import { serviceOf } from './lookup.ts';
import { pagesOf } from './page.ts';
import { capital, hoursOf } from './passages.ts';
import { wordsEs as words } from './words-es.ts';

/** What is answered from the business's data, in Spanish; the business's own texts stand as it wrote them. */
export const informEs: Catalogue['inform'] = {
  price: ({ service }, business) => {
    const { name, money, minutes } = told(serviceOf(business, service));
    return [`*${name}* cuesta ${money} y dura ${minutes}.`];
  },
  duration: ({ service }, business) => {
    const { name, money, minutes } = told(serviceOf(business, service));
    return [`*${name}* dura ${minutes} y cuesta ${money}.`];
  },
  detail: ({ service }, business) => {
    const { name, money, minutes, description } = told(serviceOf(business, service));
    return [`Sí, tenemos *${name}*: ${money}, ${minutes}.${description && `\n${description}`}`];
  },
  compare: ({ services }, business) => [services.map((id) => line(serviceOf(business, id))).join('\n')],
  today: ({ at }) => [`Hoy es ${words.day(at.toPlainDate())}; hora: ${words.time(at.toPlainTime())}.`],
  prices: (_, { services }) => [`Nuestra lista de precios:\n${services.map(line).join('\n')}`],
  services: ({ page }, business) => {
    const pages = pagesOf(business);
    const lines = (pages[page - 1] ?? []).map(line).join('\n');
    if (pages.length === 1) return [`Estos son nuestros servicios:\n${lines}`];
    if (page === pages.length) return [`Estos son los demás servicios:\n${lines}\nCon estos, ya viste todos.`];
    return [`Estos son nuestros servicios (hay más en la lista, en "Más servicios"):\n${lines}`];
  },
  hours: ({ day, closed }, business) => [
    day ? hoursOn(day, closed, business) : `Nuestro horario de atención:\n${week(business)}`,
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

function told(service: Service | null) {
  return {
    name: service?.name ?? '',
    money: words.money(service?.priceCents ?? 0),
    minutes: words.minutes(service?.minutes ?? 0),
    description: service?.description ?? '',
  };
}

function line(service: Service | null): string {
  const { name, money, minutes } = told(service);
  return `• ${name}: ${money} (${minutes})`;
}

function week(business: Business): string {
  return weekOf(business)
    .map(({ weekdays, spans }) => {
      const open = spans.map(({ opens, closes }) => `${words.time(opens)}–${words.time(closes)}`);
      return `• ${words.weekdays(weekdays)}: ${open.length > 0 ? words.listed(open, 'and') : words.closed}`;
    })
    .join('\n');
}

function hoursOn(day: Temporal.PlainDate, closed: boolean, business: Business): string {
  const open = closed ? '' : hoursOf(day, business, words);
  const placed = capital(words.onDay(day));
  return open ? `${placed} abrimos ${open}.` : `${placed} está cerrado. Nuestro horario:\n${week(business)}`;
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
