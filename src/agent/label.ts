import type { OwnBooking } from '../bookings/booking.ts';
import type { Visit } from '../bookings/visits.ts';
import type { Business, Service } from '../business/business.ts';
import type { Button, Row } from '../conversations/content.ts';
import { forAct, type Act, type ByAct } from './act.ts';
import type { Catalogue } from './catalogue.ts';
import { localOf } from './local.ts';
import { pictured } from './manners.ts';
import { professionalName, serviceOf } from './lookup.ts';
import {
  forOption,
  menuOptions as menu,
  optionId,
  optionOf,
  proposalOptions,
  reminderOptions,
  type ByOption,
  type Option,
} from './option.ts';
import { pagesOf } from './page.ts';

/** Meta's limits, in UTF-16 units as the strictest reading has it. */
export const limits = { buttons: 3, rows: 10, buttonTitle: 20, rowTitle: 24, rowDescription: 72, optionId: 200 };

const nothing = () => [];
const asked = ({ options }: { readonly options: readonly string[] }) => options;

const tappable: ByAct<readonly string[]> = {
  ask: asked,
  clarify: asked,
  offer: ({ visits, waits }) => [
    ...visits.flatMap(startOf),
    ...(waits ? [optionId({ kind: 'menu', entry: 'wait' })] : []),
  ],
  confirm: ({ proposal: { id } }) => proposalOptions(id),
  inform: ({ about }, business) => (about.topic === 'services' ? pageOptions(about.page, business) : []),
  smallTalk: ({ kind }) => (/^(?:welcome|welcomeBack|met|expired)$/.test(kind) ? menu : []),
  menu: () => menu,
  lost: () => menu,
  unreadable: () => menu,
  seen: nothing,
  missing: nothing,
  bookings: ({ bookings }) =>
    (bookings.length > 0 ? (['move', 'drop'] as const) : (['book'] as const)).map((entry) =>
      optionId({ kind: 'menu', entry }),
    ),
  remind: ({ booking: { id } }) => reminderOptions(id),
  followUp: ({ booking: { id } }) => [5, 4, 3, 2, 1].map((stars) => optionId({ kind: 'rate', stars, booking: id })),
  freed: ({ visit }) => startOf(visit),
  refuse: nothing,
  skipped: nothing,
  done: nothing,
  late: nothing,
  waiting: nothing,
  attended: nothing,
  data: nothing,
  handoff: nothing,
};

/** The option that takes a visit: where it begins. */
function startOf({ items: [first] }: Visit): string[] {
  return first ? [optionId({ kind: 'slot', start: first.start, professional: first.professional })] : [];
}

/** The ids of what an act lets the contact tap; none: it only says something. */
export function optionsOf(act: Act, business: Business): readonly string[] {
  return forAct(tappable, act, business);
}

function pageOptions(page: number, business: Business): string[] {
  const pages = pagesOf(business);
  const services = (pages[page - 1] ?? []).map(({ id }) => optionId({ kind: 'about', topic: 'detail', service: id }));
  return page < pages.length ? [...services, optionId({ kind: 'page', page: page + 1 })] : services;
}

/** Buttons of one message, no two with the same title. */
export function buttonsOf(act: Act, ids: readonly string[], catalogue: Catalogue, business: Business): Button[] {
  const titles = ids.map((id) => titleFor(act, id, catalogue, business));
  return ids.map((id, index) => ({ id, title: distinct(titles, index, limits.buttonTitle) }));
}

/** Rows of one list. A service's row repeats its full name where the title had to be cut. */
export function rowsOf(act: Act, ids: readonly string[], catalogue: Catalogue, business: Business): Row[] {
  const titles = ids.map((id) => titleFor(act, id, catalogue, business));
  return ids.map((id, index) => {
    const title = distinct(titles, index, limits.rowTitle);
    const description = descriptionOf(act, optionOf(id, business), title, { catalogue, business });
    return description ? { id, title, description: shortened(description, limits.rowDescription) } : { id, title };
  });
}

function distinct(titles: readonly string[], index: number, max: number): string {
  const title = shortened(titles[index] ?? '', max);
  const earlier = titles.slice(0, index).filter((other) => shortened(other, max) === title).length;
  return earlier === 0 ? title : `${shortened(titles[index] ?? '', max - 2)} ${earlier + 1}`;
}

/** What an option about one of the contact's bookings is called; one to pick is called by its time. */
function ownTitle(act: Act, option: Option<'own'>, { words, labels }: Catalogue, business: Business): string {
  const found = bookingIn(act, option);
  if (option.verb !== 'pick' || !found) return labels.own[option.verb];
  const at = localOf(found.start, business);
  return `${words.shortDay(at.toPlainDate())} ${words.time(at.toPlainTime())}`;
}

function titleFor(act: Act, id: string, catalogue: Catalogue, business: Business): string {
  return pictured(titleOf(act, id, catalogue, business), business.style);
}

function titleOf(act: Act, id: string, catalogue: Catalogue, business: Business): string {
  const { words, labels } = catalogue;
  if (act.act === 'ask' && act.slot === 'booking') return labels.menu.book;
  const deed = act.act === 'confirm' ? act.proposal.act : 'book';
  const ofService = ({ service }: Option<'service' | 'about'>) => serviceOf(business, service)?.name ?? '';
  const titles: ByOption<string> = {
    confirm: () => labels.confirm[deed],
    change: () => labels.change[deed],
    cancel: () => labels.cancel[deed],
    own: (option) => ownTitle(act, option, catalogue, business),
    rate: ({ stars }) => labels.stars(stars),
    erase: ({ sure }) => (sure ? labels.erase : labels.notErase),
    service: ofService,
    habit: () => labels.habit,
    about: ofService,
    slot: ({ start }) => {
      const at = localOf(start, business);
      return `${words.shortDay(at.toPlainDate())} ${words.time(at.toPlainTime())}`;
    },
    day: ({ day }) => words.shortDay(day),
    time: ({ time }) => words.time(time),
    edit: ({ slot }) => labels.edit[slot],
    page: () => labels.more,
    menu: ({ entry }) => labels.menu[entry],
  };
  const option = optionOf(id, business);
  return option ? forOption(titles, option) : id;
}

type Shown = { readonly catalogue: Catalogue; readonly business: Business };

const unsaid = () => '';

/** What stands under the title of a row. */
function descriptionOf(act: Act, option: Option | null, title: string, { catalogue, business }: Shown): string {
  const ofService = ({ service }: Option<'service' | 'about'>) =>
    figuresOf(serviceOf(business, service), title, catalogue);
  const descriptions: ByOption<string> = {
    own: (own) => serviceOf(business, bookingIn(act, own)?.service ?? null)?.name ?? '',
    slot: ({ professional }) => besideTime(professionalName(business, professional), catalogue),
    service: ofService,
    habit: unsaid,
    about: ofService,
    confirm: unsaid,
    change: unsaid,
    cancel: unsaid,
    day: unsaid,
    time: unsaid,
    edit: unsaid,
    page: unsaid,
    menu: unsaid,
    rate: unsaid,
    erase: unsaid,
  };
  return option ? forOption(descriptions, option) : '';
}

function besideTime(professional: string | null, { labels }: Catalogue): string {
  return professional ? labels.with(professional) : '';
}

function figuresOf(service: Service | null, title: string, { words }: Catalogue): string {
  if (!service) return '';
  const { name, priceCents, minutes } = service;
  return [...(name === title ? [] : [name]), words.money(priceCents), words.minutes(minutes)].join(' · ');
}

function bookingIn(act: Act, { booking }: Option<'own'>): OwnBooking | undefined {
  return act.act === 'ask' ? act.about.find(({ id }) => id === booking) : undefined;
}

/** Cut at a word, with a sign that it was cut. */
export function shortened(text: string, max: number): string {
  if (text.length <= max) return text;
  const room = text.slice(0, max - 1);
  const atWord = room.replace(/\s+\S*$/, '');
  return `${(atWord.length > max / 3 ? atWord : room).trimEnd()}…`;
}
