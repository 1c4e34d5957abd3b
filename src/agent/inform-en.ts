import type { Business } from '../business/business.ts';
import type { Catalogue } from './catalogue.ts';
import { serviceOf } from './lookup.ts';
import { pagesOf } from './page.ts';
import { capital, hoursOf, serviceLines, told, weekLines } from './passages.ts';
import { wordsEn as words } from './words-en.ts';

/** What is answered from the business's data, in English; the business's own texts stand as it wrote them. */
export const informEn: Catalogue['inform'] = {
  price: ({ service }, business) => {
    const { name, money, minutes } = told(serviceOf(business, service), words);
    return [`*${name}* costs ${money} and takes ${minutes}.`];
  },
  duration: ({ service }, business) => {
    const { name, money, minutes } = told(serviceOf(business, service), words);
    return [`*${name}* takes ${minutes} and costs ${money}.`];
  },
  detail: ({ service }, business) => {
    const { name, money, minutes, description } = told(serviceOf(business, service), words);
    return [`Yes, we have *${name}*: ${money}, ${minutes}.${description && `\n${description}`}`];
  },
  compare: ({ services }, business) => [
    serviceLines(
      services.map((id) => serviceOf(business, id)),
      words,
    ),
  ],
  today: ({ at }) => [`Today is ${words.day(at.toPlainDate())}, and it is ${words.time(at.toPlainTime())}.`],
  prices: (_, { services }) => [`Our price list:\n${serviceLines(services, words)}`],
  services: ({ page }, business) => {
    const pages = pagesOf(business);
    const lines = serviceLines(pages[page - 1] ?? [], words);
    if (pages.length === 1) return [`These are our services:\n${lines}`];
    if (page === pages.length) return [`These are the other services:\n${lines}\nWith these, you have seen them all.`];
    return [`These are our services (there are more on the list, under "More services"):\n${lines}`];
  },
  hours: ({ day, closed }, business) => [
    day ? hoursOn(day, closed, business) : `Our opening hours:\n${weekLines(business, words)}`,
  ],
  address: (_, { address }) => [`📍 You find us at: ${address ?? ''}`],
  phone: (_, { phone }) => [`📞 Our phone number: ${phone ?? ''}`],
  email: (_, { email }) => [`✉️ Our e-mail address: ${email ?? ''}`],
  instagram: (_, { instagram }) => [`📷 Our Instagram: ${instagram ?? ''}`],
  payment: (_, { payment }) => [`💳 You can pay by: ${words.listed(payment, 'and')}.`],
  policy: (_, business) => [`Our rules:\n${rules(business).join('\n')}`],
  professionals: (_, { professionals }) => [
    `Who works here: ${words.listed(
      professionals.map(({ name }) => name),
      'and',
    )}.`,
  ],
  identity: (_, { name }) => [
    `I am the virtual assistant of *${name}*: a program, not a person. I book appointments, tell prices and answer questions. If you prefer a person, write "person".`,
  ],
  others: () => ['I cannot show anything about other people. I can help with your own appointments.'],
  knowledge: ({ key }, { knowledge }) => [knowledge.find((entry) => entry.key === key)?.answer ?? ''],
};

function hoursOn(day: Temporal.PlainDate, closed: boolean, business: Business): string {
  const open = closed ? '' : hoursOf(day, business, words);
  const placed = capital(words.onDay(day));
  return open
    ? `${placed} we are open ${open}.`
    : `${placed} we are closed. Our opening hours:\n${weekLines(business, words)}`;
}

function rules({ policies }: Business): string[] {
  const { cancelNoticeHours, rescheduleNoticeHours, reschedulesMax, noShowFeePercent, lateToleranceMinutes } = policies;
  const times =
    reschedulesMax === null ? '' : `, ${reschedulesMax} ${reschedulesMax === 1 ? 'time' : 'times'} at the most`;
  return [
    cancelNoticeHours === null ? '' : `• To cancel: at least ${words.hours(cancelNoticeHours)} ahead.`,
    rescheduleNoticeHours === null
      ? ''
      : `• To reschedule: at least ${words.hours(rescheduleNoticeHours)} ahead${times}.`,
    lateToleranceMinutes === null ? '' : `• If you are late: we wait ${words.minutes(lateToleranceMinutes)}.`,
    noShowFeePercent === null ? '' : `• If you do not come: a fee of ${words.percent(noShowFeePercent)} of the price.`,
  ].filter((rule) => rule !== '');
}
