import type { Business, Service } from '../business/business.ts';
import type { Catalogue } from './catalogue.ts';
import { serviceOf } from './lookup.ts';
import { pagesOf } from './page.ts';
import { capital, hoursOf, serviceLines, told, weekLines } from './passages.ts';
import { wordsPt as words } from './words-pt.ts';

/** What is answered from the business's data. */
export const informPt: Catalogue['inform'] = {
  price: ({ service }, business) => {
    const { name, money, minutes } = told(serviceOf(business, service), words);
    return [`*${name}* custa ${money} e dura ${minutes}.`, `O valor de *${name}* é ${money} (${minutes}).`];
  },
  duration: ({ service }, business) => {
    const { name, money, minutes } = told(serviceOf(business, service), words);
    return [`*${name}* leva ${minutes} e custa ${money}.`, `A duração de *${name}* é de ${minutes} (${money}).`];
  },
  detail: ({ service }, business) => {
    const { name, money, minutes, description } = told(serviceOf(business, service), words);
    return [
      `Sim, temos *${name}*: ${money}, ${minutes}.${description && `\n${description}`}`,
      `*${name}* é um dos nossos serviços: ${money}, ${minutes}.${description && `\n${description}`}`,
    ];
  },
  compare: ({ services }, business) => [services.map((id) => comparedLine(serviceOf(business, id))).join('\n')],
  today: ({ at }) => [`Hoje é ${words.day(at.toPlainDate())}, e são ${words.time(at.toPlainTime())}.`],
  prices: (_, { services }) => [`Nossa tabela de preços:\n${serviceLines(services, words)}`],
  services: ({ page }, business) => {
    const pages = pagesOf(business);
    const lines = serviceLines(pages[page - 1] ?? [], words);
    if (pages.length === 1) return [`Estes são os nossos serviços:\n${lines}`];
    if (page === pages.length) return [`Estes são os demais serviços:\n${lines}\nCom estes, você viu todos.`];
    return [`Estes são os nossos serviços (há mais na lista, em "Mais serviços"):\n${lines}`];
  },
  hours: ({ day, closed }, business) => [
    day ? hoursOn(day, closed, business) : `Nosso horário de funcionamento:\n${weekLines(business, words)}`,
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

function comparedLine(service: Service | null): string {
  const { name, money, minutes, description } = told(service, words);
  return `• *${name}*: ${money}, ${minutes}.${description && ` ${description}`}`;
}

function hoursOn(day: Temporal.PlainDate, closed: boolean, business: Business): string {
  const open = closed ? '' : hoursOf(day, business, words);
  const placed = capital(words.onDay(day));
  return open
    ? `${placed}, abrimos ${open}.`
    : `${placed}, estamos fechados. Nosso horário:\n${weekLines(business, words)}`;
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
