import { isDeepStrictEqual } from 'node:util';
import type { Business } from '../business/business.ts';
import { tapsIn, wordsIn, type Said } from '../conversations/content.ts';
import { statedIn } from './facts.ts';
import { emptyAgenda } from './ledger.ts';
import { serviceOf } from './lookup.ts';
import { beginTrial, play, type Exchange, type Trial } from './trial.ts';
import { reais } from './words.ts';

/** What a conversation comes to, apart from its wording: what may be asked of it again once the business has changed. */
export type Ending = {
  /** What the last reply states: prices, lengths, times, days, names, and the answers that the business wrote itself. */
  readonly says: readonly string[];
  readonly books: readonly Booked[];
  /** A person has taken over. */
  readonly withPerson: boolean;
  /** The last reply, to be shown: another wording is no other ending. */
  readonly reply: string;
};

/** Something that would stand in the calendar now. `start`: ISO 8601, in UTC. */
export type Booked = { readonly service: string; readonly start: string; readonly priceCents: number };

/** A conversation to be played again: what the contact says, and when. */
export type Script = { readonly said: readonly Said[]; readonly at: Temporal.Instant };

/** How a script ends with this business, were its calendar empty: what others book makes no example turn out otherwise. */
export async function endingOf(business: Business, { said, at }: Script): Promise<Ending> {
  return ended(await play(beginTrial({ business, agenda: emptyAgenda, now: at }), said));
}

export function isSameEnding(one: Ending, other: Ending): boolean {
  const matter = ({ says, books, withPerson }: Ending) => ({ says, books, withPerson });
  return isDeepStrictEqual(matter(one), matter(other));
}

/** What holds for every business: its first service can be asked for and booked. */
export type Basic = 'price' | 'book';

/** How a basic example ends, and whether as it must. */
export type BasicEnding = {
  readonly basic: Basic;
  readonly name: string;
  readonly ending: Ending;
  readonly holds: boolean;
};

/** Asks for the price of the first service, and books it at the first time that is offered. */
export async function basicEndings(business: Business, at: Temporal.Instant): Promise<readonly BasicEnding[]> {
  const [first] = business.services;
  const name = first?.name ?? '';
  const price = await endingOf(business, { said: [text(`Quanto custa ${name}?`)], at });
  const booked = await bookedFirst(business, name, at);
  const hasPrice = first !== undefined && price.says.includes(reais(first.priceCents)) && price.says.includes(name);
  const isBooked = booked.books.some(({ service, priceCents }) => service === name && priceCents === first?.priceCents);
  return [
    { basic: 'price', name, ending: price, holds: hasPrice },
    { basic: 'book', name, ending: booked, holds: isBooked },
  ];
}

/** As many taps as lead from a service to its booking, and some to spare. */
const tapsMax = 6;

async function bookedFirst(business: Business, service: string, now: Temporal.Instant): Promise<Ending> {
  const trial = beginTrial({ business, agenda: emptyAgenda, now, contactName: 'Maria' });
  await play(trial, [text(`Quero marcar ${service}`)]);
  for (let taps = 0; taps < tapsMax && trial.bookings.length === 0; taps++) {
    const [option] = trial.exchanges.at(-1)?.replies.flatMap(tapsIn) ?? [];
    if (!option) break;
    await play(trial, [{ kind: 'tap', option: option.id, title: option.title }]);
  }
  return ended(trial);
}

const text = (words: string): Said => ({ kind: 'text', text: words });

function ended(trial: Trial): Ending {
  const last = trial.exchanges.at(-1);
  return {
    says: last ? saidIn(last, trial.business) : [],
    books: bookedIn(trial),
    withPerson: trial.handedOver,
    reply: last?.replies.map(wordsIn).join('\n\n') ?? '',
  };
}

/** What stands booked at the end. */
export function bookedIn({ own, business }: Trial): readonly Booked[] {
  return own
    .filter(({ status }) => status === 'booked')
    .map(({ service, start, priceCents }) => ({
      service: serviceOf(business, service)?.name ?? '',
      start: start.toString(),
      priceCents,
    }));
}

function saidIn({ plan, replies }: Exchange, business: Business): string[] {
  const names = [...business.services, ...business.professionals].map(({ name }) => name);
  const words = replies.flatMap((reply) => [wordsIn(reply), ...tapsIn(reply).map(({ title }) => title)]).join('\n');
  const written = plan.acts.flatMap((act) => (act.act === 'inform' ? writtenFor(act.about, business) : []));
  return [...new Set([...statedIn(words, names).flatMap(readable), ...written])];
}

type About = Extract<Exchange['plan']['acts'][number], { act: 'inform' }>['about'];

/** What the business wrote itself for its contacts to read. */
function writtenFor(about: About, business: Business): string[] {
  if (about.topic === 'knowledge')
    return business.knowledge.filter(({ key }) => key === about.key).map(({ answer }) => answer);
  const description = about.topic === 'detail' ? serviceOf(business, about.service)?.description : '';
  return description ? [description] : [];
}

/** `money:80,00` as people write it. A bare number says nothing by itself. */
function readable(statement: string): string[] {
  const [kind = '', ...rest] = statement.split(':');
  const value = rest.join(':');
  if (kind === 'number') return [];
  if (kind === 'money') return [reais(Number(value.replace(',', '')))];
  if (kind === 'percent') return [`${value}%`];
  return [kind === 'duration' ? `${value} min` : value];
}
