import type { BusinessFile } from '../../src/business/file.ts';
import type { Evidence } from './evidence.ts';
import type { Row } from './ledger.ts';
import type { Exchange } from './stage.ts';
import { wordsIn } from '../../src/conversations/content.ts';

/*
 * A second opinion on the fact guard: it shares no code with it. A statement is proven by the business's file, by a
 * value that stands in the trace of the very turn, or by the customer's own words.
 */

type Extractor = {
  readonly kind: string;
  readonly pattern: RegExp;
  readonly value: (match: RegExpExecArray) => string;
};

const pad = (part: string | undefined) => (part ?? '').padStart(2, '0');
const hourOf = (hour: string | undefined, half: string) => pad(String((Number(hour) % 12) + (half === 'p' ? 12 : 0)));

const extractors: readonly Extractor[] = [
  {
    kind: 'money',
    pattern: /R\$ ?(\d[\d.]*)(?:,(\d\d))?/g,
    value: ([, sum = '', cents]) => `${sum.replaceAll('.', '')},${cents ?? '00'}`,
  },
  {
    kind: 'date',
    pattern: /(?<![\d/])(\d{1,2})\/(\d{1,2})(?![\d/]\d)/g,
    value: ([, day, month]) => `${pad(day)}/${pad(month)}`,
  },
  {
    kind: 'time',
    // In English "4:00 pm" stands beside 16:00, and midnight is 12:00 am.
    pattern: /(?<!\d|\d:)(\d{1,2})(?::(\d\d)|h(\d\d)?)(?: ([ap])m)?(?![\p{L}\d])/gu,
    value: ([, hour, minute, late, half]) => `${half ? hourOf(hour, half) : pad(hour)}:${minute ?? late ?? '00'}`,
  },
  { kind: 'email', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, value: ([whole]) => whole.toLowerCase() },
  { kind: 'url', pattern: /https?:\/\/[^\s)]+/g, value: ([whole]) => whole },
  { kind: 'phone', pattern: /\+?\d[\d ().-]{7,}\d/g, value: ([whole]) => whole.replaceAll(/\D/g, '') },
];

function statedIn(text: string): string[] {
  let left = text;
  return extractors.flatMap(({ kind, pattern, value }) => {
    const found = [...left.matchAll(pattern)].map((match) => `${kind} ${value(match)}`);
    left = left.replaceAll(pattern, '|');
    return found;
  });
}

/** What was sent and nothing proves, as `money 30,00`. */
export function unprovenIn({ exchanges, file, before, after }: Evidence): string[] {
  const business = new Set(statedIn(wordsOf(file)));
  const bookings = [...before.booking, ...after.booking];
  return exchanges.flatMap((exchange, index) => {
    const heard = exchanges
      .slice(0, index + 1)
      .filter(({ from }) => from === exchange.from)
      .flatMap(({ said }) => said);
    const proven = new Set([
      ...statedIn(heard.join('\n')),
      ...statedIn(valuesIn(exchange, file.timeZone)),
      ...statedIn(ownWords(bookings, exchange.from)),
      ...statedIn(madeBefore(exchanges.slice(0, index), exchange.from, file.timeZone)),
    ]);
    const known = business.union(proven);
    const stated = new Set(exchange.sent.flatMap((content) => statedIn(wordsIn(content).replaceAll('\u00A0', ' '))));
    if (exchange.said.length === 0) return [];
    return [...stated].filter((each) => !known.has(each));
  });
}

/** When the customer's own bookings are. */
function ownWords(bookings: readonly Row[], contact: string): string {
  const own = bookings.filter((row) => row.contact === contact);
  return own.map(({ start }) => String(start).replace(/^\d+-(\d+)-(\d+)T(.*)$/, '$2/$1 $3')).join('\n');
}

/** When a booking was to be that was made or moved, and moved again: it stands in no table any more. */
function madeBefore(earlier: readonly Exchange[], contact: string, timeZone: string): string {
  const own = earlier.filter(({ from }) => from === contact).flatMap(({ effects }) => effects);
  return own.flatMap((effect) => valuesOf(effect, timeZone)).join('\n');
}

/** All that the business says of itself, as text. */
function wordsOf(file: BusinessFile): string {
  const { name, tagline, address, phone, email, instagram, payment, knowledge, policies } = file;
  const { timeOff, services, professionals, hours } = file;
  const rest = { name, tagline, address, phone, email, instagram, payment, knowledge, policies };
  const prices = services.map(({ priceCents }) => money(priceCents));
  const edges = [hours, ...professionals.map((each) => each.hours)]
    .flat()
    .flatMap(({ opens, closes }) => [opens, closes])
    .map((time) => time.toString().slice(0, 5));
  const off = timeOff.map(({ reason }) => reason);
  const told = services.map((each) => `${each.name} ${each.description}`);
  return [...prices, ...edges, ...off, ...told, JSON.stringify(rest)].join('\n');
}

const money = (cents: number) => `R$ ${String(Math.floor(cents / 100))},${pad(String(cents % 100))}`;

/** The values of the turn's acts in the words they are told in; of amounts that are told together, the sum too. */
function valuesIn({ acts, at }: Exchange, timeZone: string): string {
  return [localWords(at.toString(), timeZone), ...acts.flatMap((act) => valuesOf(act, timeZone))].join('\n');
}

function valuesOf(act: object, timeZone: string): string[] {
  const json = JSON.stringify(act);
  const cents = [...json.matchAll(/"priceCents":(\d+)/g)].map(([, each]) => Number(each));
  const lists = json.match(/"items":\[[^\]]*\]/g) ?? [];
  const sums = lists.map((list) =>
    [...list.matchAll(/"priceCents":(\d+)/g)].reduce((sum, [, each]) => sum + Number(each), 0),
  );
  const instants = json.match(/\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:\d\d)/g) ?? [];
  const days = [...json.matchAll(/(\d{4})-(\d\d)-(\d\d)(?!T)/g)].map(([, , month, day]) => `${day}/${month}`);
  const times = [...json.matchAll(/"(?:time|from|to|opens|closes)?:?(\d\d:\d\d)(?::\d\d)?"/g)].map(
    ([, time]) => time ?? '',
  );
  const texts = [...json.matchAll(/"(?:answer|text|link)":"([^"]*)"/g)].map(([, text]) => text ?? '');
  return [
    ...[...cents, ...sums].map(money),
    ...instants.map((each) => localWords(each, timeZone)),
    ...days,
    ...times,
    ...texts,
  ];
}

function localWords(instant: string, timeZone: string): string {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  return `${pad(String(at.day))}/${pad(String(at.month))} ${pad(String(at.hour))}:${pad(String(at.minute))}`;
}
