import type { Catalogue } from './catalogue.ts';
import { serviceOf } from './lookup.ts';
import { bookingLine, placeInTime, servicesIn, withWhom } from './passages.ts';
import { wordsEn as words } from './words-en.ts';

/** What is said of bookings there are, in English. */
export const visitsEn: Pick<
  Catalogue,
  'bookings' | 'late' | 'waiting' | 'attended' | 'data' | 'remind' | 'followUp' | 'freed'
> = {
  bookings: ({ bookings }, business) => {
    const lines = bookings.map((booking) => bookingLine(booking, business, words));
    const [only] = lines;
    if (only === undefined) return ['You have no appointment booked.'];
    if (lines.length === 1) return [`Your appointment: ${only}.`];
    return [`Your appointments:\n${lines.map((line) => `• ${line}`).join('\n')}`];
  },
  late: ({ booking, minutes }, business) => {
    const { lateToleranceMinutes: tolerance } = business.policies;
    const line = bookingLine(booking, business, words);
    if (tolerance === null) return [`Thanks for telling us! I noted that you will be late for ${line}.`];
    const allowed = words.minutes(tolerance);
    if (minutes === null)
      return [`Thanks for telling us! I noted that you will be late for ${line}. We wait ${allowed}.`];
    if (minutes <= tolerance)
      return [`Thanks for telling us! I noted ${words.minutes(minutes)} for ${line}. We wait ${allowed}.`];
    return [
      `Thanks for telling us. We wait ${allowed}, and with ${words.minutes(minutes)} I cannot promise you the appointment (${line}).`,
    ];
  },
  waiting: ({ wish, from, to }, business) => {
    const days = from.equals(to) ? words.onDay(from) : `from ${words.day(from)} to ${words.day(to)}`;
    return [
      `You are on the waitlist for ${servicesIn(wish, business, words)}${withWhom(wish.professional, business, words)}, ${days}. If a slot becomes free, the message comes here; nothing is booked without your yes.`,
    ];
  },
  attended: ({ booking }, business) => [
    `Thank you for confirming! ✅ See you: ${bookingLine(booking, business, words)}.`,
  ],
  data: ({ name, bookings }, business) => {
    const lines = bookings.map((booking) => `• ${bookingLine(booking, business, words)}`);
    const known = [
      `• Name: ${name ?? 'not given'}`,
      '• Your WhatsApp number or id',
      '• The messages of this conversation',
    ];
    return [
      `This is what we hold about you:\n${[...known, ...lines].join('\n')}\nI noted your request: the team sends the full copy. To erase everything, write "erase my data".`,
    ];
  },
  remind: ({ booking }, business) => {
    const place = business.address ? `\n📍 ${business.address}` : '';
    return [
      `A reminder of your appointment: ${bookingLine(booking, business, words)} · ${words.money(booking.priceCents)}.${place}\nReply 1 to confirm, 2 to cancel or 3 to reschedule.`,
    ];
  },
  followUp: ({ booking }, business) => [
    `Thank you for your visit! How was ${serviceOf(business, booking.service)?.name ?? 'it'}? Please give us a mark from 1 (bad) to 5 (excellent).`,
  ],
  freed: ({ service, visit }, business) => [
    `A slot has become free for *${serviceOf(business, service)?.name ?? ''}* ${placeInTime(visit, business, words)}. Would you like it?`,
  ],
};
