import ical, {
  escape,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
  type ICalEventData,
} from 'ical-generator';
import type { Business } from '../business/business.ts';
import type { Interval } from '../platform/time.ts';
import type { BookingId, OwnBooking } from './booking.ts';

/** A booking as calendars show it. */
export type CalendarEntry = Interval &
  Pick<OwnBooking, 'protocol' | 'status'> & {
    readonly id: BookingId;
    /** The names of both. */
    readonly service: string;
    readonly professional: string;
    /** Whom it is for; empty when nobody said. */
    readonly name: string;
    readonly bookedAt: Temporal.Instant;
    readonly changedAt: Temporal.Instant;
    /** How often it has changed since it was booked: a calendar replaces what it has by what has more. */
    readonly changes: number;
  };

/** What a calendar says of the business; its setting `auto` knows no language of the reader's, and means Portuguese. */
type Issuer = Pick<Business, 'name' | 'address' | 'timeZone'> & { readonly language: Business['style']['language'] };

/** Calendars that subscribe look again after this. */
const refreshSeconds = 15 * 60;

type Words = Readonly<Record<'with' | 'protocol' | 'cancelled' | 'noShow', string>>;
const portuguese: Words = { with: 'com', protocol: 'Protocolo', cancelled: 'Cancelado', noShow: 'não veio' };
const words: Readonly<Record<Issuer['language'], Words>> = {
  auto: portuguese,
  'pt-BR': portuguese,
  es: { with: 'con', protocol: 'Protocolo', cancelled: 'Cancelado', noShow: 'no vino' },
  en: { with: 'with', protocol: 'Reference', cancelled: 'Cancelled', noShow: 'did not come' },
};

/**
 * The bookings of a professional, for a calendar that subscribes (RFC 5545). The same entries give the same text.
 *
 * Whom a booking is for is told by first name and initial: the professional must know, and the calendar's provider need
 * not know more. Phone numbers never leave.
 */
export function professionalFeed(issuer: Issuer, professional: string, entries: readonly CalendarEntry[]): string {
  const say = words[issuer.language];
  const calendar = ical({
    prodId: prodIdOf(issuer),
    // The library escapes every text but this.
    name: escape(oneLine(`${professional} · ${issuer.name}`), false),
    method: ICalCalendarMethod.PUBLISH,
    ttl: refreshSeconds,
    x: { 'X-WR-TIMEZONE': issuer.timeZone },
  });
  for (const entry of entries) {
    const whom = shortName(entry.name);
    const missed = entry.status === 'no_show' ? ` (${say.noShow})` : '';
    const summary = `${entry.service}${whom && ` · ${whom}`}${missed}`;
    calendar.createEvent({ ...eventOf(entry, summary, say), description: `${say.protocol} ${entry.protocol}` });
  }
  return `${calendar.toString()}\r\n`;
}

/** One booking for its contact's own calendar. Links are passed on, so it does not say whom it is for. */
export function bookingFile(issuer: Issuer, entry: CalendarEntry): string {
  const say = words[issuer.language];
  const calendar = ical({ prodId: prodIdOf(issuer), method: ICalCalendarMethod.PUBLISH });
  calendar.createEvent({
    ...eventOf(entry, `${entry.service} · ${issuer.name}`, say),
    description: `${say.with} ${oneLine(entry.professional)}\n${say.protocol} ${entry.protocol}`,
    location: issuer.address && oneLine(issuer.address),
  });
  return `${calendar.toString()}\r\n`;
}

/** The first name and the initial of the last: `Carla S.` */
export function shortName(name: string): string {
  const [first = '', ...rest] = name.trim().split(/\s+/);
  const initial = /^\p{L}/u.exec(rest.at(-1) ?? '')?.[0].toUpperCase();
  return initial ? `${first} ${initial}.` : first;
}

/** Moments are in UTC: right in every time zone, and no zone's rules are needed to read them. */
function eventOf(entry: CalendarEntry, summary: string, say: Words): ICalEventData {
  const isCancelled = entry.status === 'cancelled';
  return {
    id: `${entry.id}@whats-agent`,
    sequence: entry.changes,
    start: entry.start,
    end: entry.end,
    created: entry.bookedAt,
    stamp: entry.changedAt,
    lastModified: entry.changedAt,
    summary: oneLine(isCancelled ? `${say.cancelled}: ${summary}` : summary),
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: isCancelled ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
  };
}

/** What a person typed, without the line breaks that would begin another property. */
function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ');
}

function prodIdOf({ language }: Issuer): { company: string; product: string; language: string } {
  return { company: 'whats-agent', product: 'bookings', language: language === 'auto' ? 'pt-BR' : language };
}
