import type { Business } from '../business/business.ts';
import type { Button, Row } from '../conversations/content.ts';
import { forAct, type Act, type ByAct } from './act.ts';
import type { Catalogue } from './catalogue.ts';
import { localOf } from './local.ts';
import { professionalName, serviceOf } from './lookup.ts';
import { forOption, optionId, optionOf, type ByOption, type Option } from './option.ts';
import { pagesOf } from './page.ts';

/** Meta's limits, in UTF-16 units as the strictest reading has it. */
export const limits = { buttons: 3, rows: 10, buttonTitle: 20, rowTitle: 24, rowDescription: 72, optionId: 200 };

const menu = (['book', 'services', 'human'] as const).map((entry) => optionId({ kind: 'menu', entry }));

const nothing = () => [];
const asked = ({ options }: { readonly options: readonly string[] }) => options;

const tappable: ByAct<readonly string[]> = {
  ask: asked,
  clarify: asked,
  offer: ({ slots }) => slots.map(({ start, professional }) => optionId({ kind: 'slot', start, professional })),
  confirm: ({ proposal: { id } }) =>
    (['confirm', 'change', 'cancel'] as const).map((kind) => optionId({ kind, proposal: id })),
  inform: ({ about }, business) => (about.topic === 'services' ? pageOptions(about.page, business) : []),
  smallTalk: ({ kind }) => (/^(?:welcome|welcomeBack|met|expired)$/.test(kind) ? menu : []),
  menu: () => menu,
  lost: () => menu,
  unreadable: () => menu,
  missing: nothing,
  refuse: nothing,
  done: nothing,
  handoff: nothing,
};

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
    const description = descriptionOf(optionOf(id, business), title, catalogue, business);
    return description ? { id, title, description: shortened(description, limits.rowDescription) } : { id, title };
  });
}

function distinct(titles: readonly string[], index: number, max: number): string {
  const title = shortened(titles[index] ?? '', max);
  const earlier = titles.slice(0, index).filter((other) => shortened(other, max) === title).length;
  return earlier === 0 ? title : `${shortened(titles[index] ?? '', max - 2)} ${earlier + 1}`;
}

function titleFor(act: Act, id: string, { words, labels }: Catalogue, business: Business): string {
  if (act.act === 'ask' && act.slot === 'booking') return labels.menu.book;
  const ofService = ({ service }: Option<'service' | 'about'>) => serviceOf(business, service)?.name ?? '';
  const titles: ByOption<string> = {
    confirm: () => labels.confirm,
    change: () => labels.change,
    cancel: () => labels.cancel,
    service: ofService,
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

function descriptionOf(option: Option | null, title: string, { words, labels }: Catalogue, business: Business): string {
  if (option?.kind === 'slot') {
    const professional = professionalName(business, option.professional);
    return professional ? labels.with(professional) : '';
  }
  if (option?.kind !== 'service' && option?.kind !== 'about') return '';
  const service = serviceOf(business, option.service);
  if (!service) return '';
  const figures = [words.money(service.priceCents), words.minutes(service.minutes)];
  const name = service.name === title ? [] : [service.name];
  return [...name, ...figures].join(' · ');
}

/** Cut at a word, with a sign that it was cut. */
export function shortened(text: string, max: number): string {
  if (text.length <= max) return text;
  const room = text.slice(0, max - 1);
  const atWord = room.replace(/\s+\S*$/, '');
  return `${(atWord.length > max / 3 ? atWord : room).trimEnd()}…`;
}
