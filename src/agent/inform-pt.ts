import type { Business, Service } from '../business/business.ts';
import { openIntervals, weekOf } from '../business/hours.ts';
import type { Catalogue } from './catalogue.ts';
import { localOf } from './local.ts';
import { serviceOf } from './lookup.ts';
import { pagesOf } from './page.ts';
import { wordsPt as words } from './words-pt.ts';

/** What is answered from the business's data. */
export const informPt: Catalogue['inform'] = {
  price: ({ service }, business) => {
    const { name, money, minutes } = told(serviceOf(business, service));
    return [`*${name}* custa ${money} e dura ${minutes}.`, `O valor de *${name}* é ${money} (${minutes}).`];
  },
  duration: ({ service }, business) => {
    const { name, money, minutes } = told(serviceOf(business, service));
    return [`*${name}* leva ${minutes} e custa ${money}.`, `A duração de *${name}* é de ${minutes} (${money}).`];
  },
  detail: ({ service }, business) => {
    const { name, money, minutes, description } = told(serviceOf(business, service));
    return [
      `Sim, temos *${name}*: ${money}, ${minutes}.${description && `\n${description}`}`,
      `*${name}* é um dos nossos serviços: ${money}, ${minutes}.${description && `\n${description}`}`,
    ];
  },
  compare: ({ services }, business) => [services.map((id) => comparedLine(serviceOf(business, id))).join('\n')],
  today: ({ at }) => [`Hoje é ${words.day(at.toPlainDate())}, e são ${words.time(at.toPlainTime())}.`],
  prices: (_, { services }) => [`Nossa tabela de preços:\n${services.map(line).join('\n')}`],
  services: ({ page }, business) => {
    const pages = pagesOf(business);
    const lines = (pages[page - 1] ?? []).map(line).join('\n');
    if (pages.length === 1) return [`Estes são os nossos serviços:\n${lines}`];
    if (page === pages.length) return [`Estes são os demais serviços:\n${lines}\nCom estes, você viu todos.`];
    return [`Estes são os nossos serviços (há mais na lista, em "Mais serviços"):\n${lines}`];
  },
  hours: ({ day, closed }, business) => [
    day ? hoursOn(day, closed, business) : `Nosso horário de funcionamento:\n${week(business)}`,
  ],
  address: (_, { address }) => [`📍 Ficamos em: ${address ?? ''}`, `📍 Nosso endereço: ${address ?? ''}`],
  phone: (_, { phone }) => [`📞 Nosso telefone: ${phone ?? ''}`],
  email: (_, { email }) => [`✉️ Nosso e-mail: ${email ?? ''}`],
  instagram: (_, { instagram }) => [`📷 Nosso Instagram: ${instagram ?? ''}`],
  payment: (_, { payment }) => [
    `💳 Formas de pagamento: ${words.listed(payment, 'and')}.`,
    `💳 Aceitamos ${words.listed(payment, 'and')}.`,
  ],
  policy: (_, business) => [`Nossas regras:\n${rules(business).join('\n')}`],
  professionals: (_, { professionals }) => [
    `Quem atende aqui: ${words.listed(
      professionals.map(({ name }) => name),
      'and',
    )}.`,
  ],
  identity: (_, { name }) => [
    `Sou o assistente virtual de *${name}*: um programa, não uma pessoa. Marco horários, informo preços e tiro dúvidas. Se preferir uma pessoa, escreva "atendente".`,
  ],
  others: () => [
    'Informações de outras pessoas eu não posso mostrar. Posso ajudar com o seu próprio atendimento.',
    'Só posso falar do seu próprio atendimento; dados de outras pessoas não são mostrados aqui.',
  ],
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

function comparedLine(service: Service | null): string {
  const { name, money, minutes, description } = told(service);
  return `• *${name}*: ${money}, ${minutes}.${description && ` ${description}`}`;
}

function line({ name, priceCents, minutes }: Service): string {
  return `• ${name}: ${words.money(priceCents)} (${words.minutes(minutes)})`;
}

function week(business: Business): string {
  const closing = 'fechado';
  return weekOf(business)
    .map(({ weekdays, spans }) => {
      const open = spans.map(({ opens, closes }) => `${words.time(opens)}–${words.time(closes)}`);
      return `• ${words.weekdays(weekdays)}: ${open.length > 0 ? words.listed(open, 'and') : closing}`;
    })
    .join('\n');
}

function hoursOn(day: Temporal.PlainDate, closed: boolean, business: Business): string {
  const open = openIntervals(business, null, day).map(({ start, end }) => {
    const [from, to] = [localOf(start, business).toPlainTime(), localOf(end, business).toPlainTime()];
    return `das ${words.time(from)} às ${words.time(to)}`;
  });
  const on = words.onDay(day);
  const placed = on.slice(0, 1).toUpperCase() + on.slice(1);
  return open.length > 0 && !closed
    ? `${placed}, abrimos ${words.listed(open, 'and')}.`
    : `${placed}, estamos fechados. Nosso horário:\n${week(business)}`;
}

function rules({ policies }: Business): string[] {
  const { cancelNoticeHours, rescheduleNoticeHours, reschedulesMax, noShowFeePercent, lateToleranceMinutes } = policies;
  const times =
    reschedulesMax === null ? '' : `, no máximo ${reschedulesMax === 1 ? '1 vez' : `${reschedulesMax} vezes`}`;
  const all = [
    cancelNoticeHours === null
      ? ''
      : `• Cancelamento: com pelo menos ${words.hours(cancelNoticeHours)} de antecedência.`,
    rescheduleNoticeHours === null
      ? ''
      : `• Remarcação: com pelo menos ${words.hours(rescheduleNoticeHours)} de antecedência${times}.`,
    lateToleranceMinutes === null ? '' : `• Atraso: tolerância de ${words.minutes(lateToleranceMinutes)}.`,
    noShowFeePercent === null ? '' : `• Falta sem aviso: taxa de ${words.percent(noShowFeePercent)} do valor.`,
  ];
  return all.filter((rule) => rule !== '');
}
