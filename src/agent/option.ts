import { z } from 'zod';
import { BookingId } from '../bookings/booking.ts';
import { ProfessionalId, ServiceId, type Business } from '../business/business.ts';
import { IsoDate, IsoInstant, IsoTime } from './iso.ts';

const MenuEntry = z.enum([
  'book',
  'services',
  'human',
  'prices',
  'hours',
  'address',
  'menu',
  'bookings',
  'move',
  'drop',
  'wait',
  'exception',
]);
export type MenuEntry = z.output<typeof MenuEntry>;
const Aspect = z.enum(['price', 'duration', 'detail']);
const Editable = z.enum(['service', 'when', 'name']);

/** `pick`: it is the one meant. The others answer a reminder: they come, they do not, they want another time. */
const OwnVerb = z.enum(['pick', 'attend', 'drop', 'move']);
export type OwnVerb = z.output<typeof OwnVerb>;

type Options = Readonly<Record<'confirm' | 'change' | 'cancel', { readonly proposal: string }>> & {
  readonly service: { readonly service: ServiceId };
  /** What they usually want. */
  readonly habit: { readonly service: ServiceId; readonly professional: ProfessionalId | null };
  readonly about: { readonly topic: z.output<typeof Aspect>; readonly service: ServiceId };
  readonly slot: { readonly start: Temporal.Instant; readonly professional: ProfessionalId };
  readonly day: { readonly day: Temporal.PlainDate };
  readonly time: { readonly time: Temporal.PlainTime };
  readonly edit: { readonly slot: z.output<typeof Editable> };
  readonly page: { readonly page: number };
  readonly menu: { readonly entry: MenuEntry };
  /** One of the contact's own bookings, and what is to become of it. */
  readonly own: { readonly verb: OwnVerb; readonly booking: BookingId };
  readonly rate: { readonly stars: number; readonly booking: BookingId };
  readonly erase: { readonly sure: boolean };
};
type Kind = keyof Options;

/** What a button or row of ours means. */
export type Option<Name extends Kind = Kind> = {
  readonly [Each in Name]: { readonly kind: Each } & Options[Each];
}[Name];

/** Something for each kind of option. */
export type ByOption<Result> = { readonly [Name in Kind]: (option: Option<Name>) => Result };

/** Applies the one of a table that is for this option. */
export function forOption<Name extends Kind, Result>(table: ByOption<Result>, option: Option<Name>): Result {
  return table[option.kind](option);
}

const written: ByOption<string> = {
  confirm: ({ proposal }) => proposal,
  change: ({ proposal }) => proposal,
  cancel: ({ proposal }) => proposal,
  service: ({ service }) => service,
  habit: ({ service, professional }) => `${service}|${professional ?? ''}`,
  about: ({ topic, service }) => `${topic}:${service}`,
  slot: ({ start, professional }) => `${start.toString()}|${professional}`,
  day: ({ day }) => day.toString(),
  time: ({ time }) => time.toString({ smallestUnit: 'minute' }),
  edit: ({ slot }) => slot,
  page: ({ page }) => `services:${page}`,
  menu: ({ entry }) => entry,
  own: ({ verb, booking }) => `${verb}:${booking}`,
  rate: ({ stars, booking }) => `${stars}:${booking}`,
  erase: ({ sure }) => (sure ? 'yes' : 'no'),
};

/** The id a channel carries, at most 200 characters: all that an option means, so that an old one can be looked up. */
export function optionId<Name extends Kind>(option: Option<Name>): string {
  return `${option.kind}:${forOption(written, option)}`;
}

/** What is offered where nothing is open. */
export const menuOptions: readonly string[] = (['book', 'services', 'human'] as const).map((entry) =>
  optionId({ kind: 'menu', entry }),
);

/** The answers to a proposal, as its buttons stand. */
export function proposalOptions(proposal: string): string[] {
  return (['confirm', 'change', 'cancel'] as const).map((kind) => optionId({ kind, proposal }));
}

/** The answers to a reminder: 1 they come, 2 they do not, 3 another time. */
export function reminderOptions(booking: BookingId): string[] {
  return (['attend', 'drop', 'move'] as const).map((verb) => optionId({ kind: 'own', verb, booking }));
}

/** What an id means in this business; null when it is none of ours or names what the business has not (any more). */
export function optionOf(id: string, business: Business): Option | null {
  const [, kind = '', rest = ''] = /^([a-z]+):(.{1,180})$/.exec(id) ?? [];
  const option = Object.hasOwn(readers, kind) ? (readers[kind]?.(rest) ?? null) : null;
  return option && exists(option, business) ? option : null;
}

const readers: Readonly<Record<string, (rest: string) => Option | null>> = {
  confirm: (proposal) => ({ kind: 'confirm', proposal }),
  change: (proposal) => ({ kind: 'change', proposal }),
  cancel: (proposal) => ({ kind: 'cancel', proposal }),
  service: (rest) => given(ServiceId, rest, (service) => ({ kind: 'service', service })),
  habit: (rest) => {
    const [id = '', who = ''] = rest.split('|');
    const professional = ProfessionalId.safeParse(who).data ?? null;
    return given(ServiceId, id, (service) => ({ kind: 'habit', service, professional }));
  },
  about: (rest) => {
    const [topic = '', id = ''] = rest.split(':');
    const service = ServiceId.safeParse(id);
    if (!service.success) return null;
    return given(Aspect, topic, (aspect) => ({ kind: 'about', topic: aspect, service: service.data }));
  },
  slot: (rest) => {
    const [at = '', id = ''] = rest.split('|');
    const professional = ProfessionalId.safeParse(id);
    if (!professional.success) return null;
    return given(IsoInstant, at, (start) => ({ kind: 'slot', start, professional: professional.data }));
  },
  day: (rest) => given(IsoDate, rest, (day) => ({ kind: 'day', day })),
  time: (rest) => given(IsoTime, rest, (time) => ({ kind: 'time', time })),
  edit: (rest) => given(Editable, rest, (slot) => ({ kind: 'edit', slot })),
  page: (rest) =>
    given(z.string().regex(/^services:[1-9]\d?$/), rest, (text) => ({ kind: 'page', page: Number(text.slice(9)) })),
  menu: (rest) => given(MenuEntry, rest, (entry) => ({ kind: 'menu', entry })),
  own: (rest) => {
    const [verb = '', id = ''] = rest.split(':');
    const booking = BookingId.safeParse(id);
    return booking.success
      ? given(OwnVerb, verb, (each) => ({ kind: 'own', verb: each, booking: booking.data }))
      : null;
  },
  rate: (rest) => {
    const [stars = '', id = ''] = rest.split(':');
    const booking = BookingId.safeParse(id);
    if (!booking.success) return null;
    return given(z.string().regex(/^[1-5]$/), stars, (each) => ({
      kind: 'rate',
      stars: Number(each),
      booking: booking.data,
    }));
  },
  erase: (rest) => given(z.enum(['yes', 'no']), rest, (sure) => ({ kind: 'erase', sure: sure === 'yes' })),
};

function given<Schema extends z.ZodType<unknown, string>>(
  schema: Schema,
  text: string,
  make: (value: z.output<Schema>) => Option,
): Option | null {
  const parsed = schema.safeParse(text);
  return parsed.success ? make(parsed.data) : null;
}

function exists(option: Option, business: Business): boolean {
  if (option.kind === 'service' || option.kind === 'about' || option.kind === 'habit')
    return business.services.some(({ id }) => id === option.service);
  return option.kind !== 'slot' || business.professionals.some(({ id }) => id === option.professional);
}
