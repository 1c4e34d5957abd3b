import type { OwnBooking } from '../bookings/booking.ts';
import { minuteMs } from '../bookings/calendar.ts';
import type { Visit } from '../bookings/visits.ts';
import type { Business, ProfessionalId, Service, ServiceId } from '../business/business.ts';
import { openIntervals, weekOf } from '../business/hours.ts';
import type { Wished } from './act.ts';
import { localOf } from './local.ts';
import { professionalName, serviceOf } from './lookup.ts';
import { optionOf } from './option.ts';
import { isOpenAt } from './reading.ts';
import type { OpenProposal, ProposedItem } from './state.ts';
import type { Words } from './words.ts';

/*
 * What the catalogues of all languages say alike but for the words: a summary, a list of times, a wish as far as it is
 * known. Where nothing is known the text is empty.
 */

/** The booking as it will be, or is: service, day and time, how long, price, with whom, in whose name. */
export function summary({ items }: Pick<OpenProposal, 'items'>, business: Business, words: Words): string {
  const [first] = items;
  if (!first) return '';
  const sum = items.reduce((cents, { priceCents }) => cents + priceCents, 0);
  const detailed =
    items.length === 1 ? itemLines(first, business, words) : items.map((item) => itemLine(item, business, words));
  const total = items.length === 1 ? [] : [`💰 ${words.total}: ${words.money(sum)}`];
  return [...detailed, ...total, `👤 ${words.inNameOf(first.name)}`].join('\n');
}

function itemLines(item: ProposedItem, business: Business, words: Words): string[] {
  const professional = professionalName(business, item.professional);
  return [
    `*${serviceOf(business, item.service)?.name ?? ''}*`,
    `📅 ${moment(item.start, business, words)}`,
    `⏱ ${words.minutes(minutesOf(item))}`,
    `💰 ${words.money(item.priceCents)}`,
    ...(professional ? [`💇 ${words.with(professional)}`] : []),
  ];
}

/** One of several, in a line. */
function itemLine(item: ProposedItem, business: Business, words: Words): string {
  const professional = professionalName(business, item.professional);
  const name = serviceOf(business, item.service)?.name ?? '';
  const rest = [words.minutes(minutesOf(item)), words.money(item.priceCents), professional && words.with(professional)];
  return `• *${name}*: ${moment(item.start, business, words)} (${rest.filter(Boolean).join(', ')})`;
}

function minutesOf({ start, end }: Pick<ProposedItem, 'start' | 'end'>): number {
  return (end.epochMilliseconds - start.epochMilliseconds) / minuteMs;
}

/** "sexta-feira, 27/11, às 16:00" */
export function moment(start: Temporal.Instant, business: Business, words: Words): string {
  const at = localOf(start, business);
  return `${words.day(at.toPlainDate())}, ${words.at(at.toPlainTime())}`;
}

/** "na sexta-feira, 27/11, às 16:00, com Ana" */
export function placeInTime(visit: Visit, business: Business, words: Words): string {
  const at = localOf(visit.start, business);
  const name = professionalName(business, visit.items[0]?.professional ?? null);
  return [words.onDay(at.toPlainDate()), words.at(at.toPlainTime()), name && words.with(name)]
    .filter(Boolean)
    .join(', ');
}

/** "*Corte*, sexta-feira, 27/11, às 16:00, com Ana (protocolo *ABC123*)" */
export function bookingLine(booking: OwnBooking, business: Business, words: Words): string {
  const professional = professionalName(business, booking.professional);
  const parts = [
    `*${serviceOf(business, booking.service)?.name ?? ''}*`,
    moment(booking.start, business, words),
    professional && words.with(professional),
  ];
  return `${parts.filter(Boolean).join(', ')} (${words.protocol[0]} *${booking.protocol}*)`;
}

/** "*Corte*" or "*Corte* e *Barba*"; empty while no service is known. */
export function servicesIn(
  { service, more }: Pick<Wished, 'service' | 'more'>,
  business: Business,
  words: Words,
): string {
  const names = [service, ...more].flatMap((id) => serviceOf(business, id)?.name ?? []);
  return words.listed(
    names.map((name) => `*${name}*`),
    'and',
  );
}

/** "sexta-feira, 27/11, às 16:00", as far as it is known. */
export function subjectOf({ day, time }: Pick<Wished, 'day' | 'time'>, words: Words): string {
  return [day && words.day(day), time && words.at(time)].filter(Boolean).join(', ');
}

/** "na sexta-feira, 27/11, às 16:00", as far as it is known. */
export function whenOf({ day, time }: Pick<Wished, 'day' | 'time'>, words: Words): string {
  return [day && words.onDay(day), time && words.at(time)].filter(Boolean).join(', ');
}

/** " com Ana", or nothing. */
export function withWhom(id: ProfessionalId | null, business: Business, words: Words): string {
  const name = professionalName(business, id);
  return name ? ` ${words.with(name)}` : '';
}

/** One day in a line, several days a line each. */
export function timesOf(visits: readonly Visit[], business: Business, words: Words): string {
  const days = Map.groupBy(visits, ({ start }) => localOf(start, business).toPlainDate().toString());
  const lines = [...days].map(([day, each]) => {
    const times = each.map(({ start }) => words.time(localOf(start, business).toPlainTime()));
    return { day: Temporal.PlainDate.from(day), times: words.listed(times, 'and') };
  });
  const [only] = lines;
  if (only && lines.length === 1) return ` ${words.onDay(only.day)}: ${only.times}.`;
  return `:\n${lines.map(({ day, times }) => `• ${words.day(day)}: ${times}`).join('\n')}`;
}

/** "das 09:00 às 12:00 e das 14:00 às 18:00"; empty on a day without hours. */
export function hoursOf(day: Temporal.PlainDate, business: Business, words: Words): string {
  const open = openIntervals(business, null, day).map(({ start, end }) => {
    const [from, to] = [localOf(start, business).toPlainTime(), localOf(end, business).toPlainTime()];
    return words.fromTo(from, to);
  });
  return words.listed(open, 'and');
}

/** The options as words, for those who write instead of tapping. */
export function choicesOf(options: readonly string[], business: Business, words: Words): string {
  const said = options.flatMap((id) => {
    const option = optionOf(id, business);
    if (option?.kind === 'day') return [words.day(option.day)];
    if (option?.kind === 'time') return [words.at(option.time)];
    return option?.kind === 'service' || option?.kind === 'about' ? [named(option.service, business)] : [];
  });
  return words.listed(said, 'or');
}

function named(service: ServiceId, business: Business): string {
  return `*${serviceOf(business, service)?.name ?? ''}*`;
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** What is said of a service; one that is gone has no name and costs nothing. */
export function told(service: Service | null, words: Words) {
  return {
    name: service?.name ?? '',
    money: words.money(service?.priceCents ?? 0),
    minutes: words.minutes(service?.minutes ?? 0),
    description: service?.description ?? '',
  };
}

/** "• Corte: R$ 45,00 (30 min)", a line each. */
export function serviceLines(services: readonly (Service | null)[], words: Words): string {
  return services
    .map((service) => {
      const { name, money, minutes } = told(service, words);
      return `• ${name}: ${money} (${minutes})`;
    })
    .join('\n');
}

/** The opening hours of the week, days of equal hours in one line. */
export function weekLines(business: Business, words: Words): string {
  return weekOf(business)
    .map(({ weekdays, spans }) => {
      const open = spans.map(({ opens, closes }) => `${words.time(opens)}–${words.time(closes)}`);
      return `• ${words.weekdays(weekdays)}: ${open.length > 0 ? words.listed(open, 'and') : words.closed}`;
    })
    .join('\n');
}

/** " *Corte*", or nothing. */
export function spaced(text: string): string {
  return text && ` ${text}`;
}

/** " às 16:00", or nothing. */
export function timeIn({ time }: Pick<Wished, 'time'>, words: Words): string {
  return time ? ` ${words.at(time)}` : '';
}

/** The service, where the doors are open at that time but close before it would be over. */
export function tooLongAt({ day, time, service }: Wished, business: Business): Service | null {
  const taken = serviceOf(business, service);
  return taken && day && time && isOpenAt(day, time, business) ? taken : null;
}
