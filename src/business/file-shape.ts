import { z } from 'zod';
import { fluidKinds } from './business.ts';
import { states } from './holidays.ts';
import { Week } from './week.ts';

/** IANA names that are valid although the runtime lists the zone under an older name. */
const renamedZones = [
  'UTC',
  'Asia/Kolkata',
  'Europe/Kyiv',
  ...['Buenos_Aires', 'Catamarca', 'Cordoba', 'Jujuy', 'Mendoza'].map((city) => `America/Argentina/${city}`),
];
const timeZones = new Set([...Intl.supportedValuesOf('timeZone'), ...renamedZones]);

const text = z.string('must be text').trim().min(1, 'must not be empty');
const id = z.string('must be text').regex(/^[a-z0-9][a-z0-9_-]*$/i, 'must be an id of letters, digits, - and _');
const localTimeRule = 'must be a local date and time such as 2026-11-26T14:00';
const localTime = z.iso
  .datetime({ local: true, error: localTimeRule })
  .refine((time) => !time.endsWith('Z'), localTimeRule);
const dateOrTime = z.union(
  [z.iso.date(), localTime],
  'must be a date such as 2026-12-24, or a time on it: 2026-12-24T12:00',
);

const Professional = z.strictObject({ id, name: text, hours: Week.optional() }, 'must be an object');

const Resource = z.strictObject({ id, name: text, count: whole('units', 1, 100).default(1) }, 'must be an object');

const Service = z.strictObject(
  {
    id: id.optional(),
    name: text,
    minutes: whole('minutes', 5, 1440),
    price: reais(),
    description: z.string('must be text').trim().default(''),
    synonyms: list(text),
    professionals: z.array(id, 'must be a list of ids of professionals').min(1, 'must name at least one').optional(),
    resources: z.array(id, 'must be a list of ids of resources').prefault([]),
    bufferMinutes: whole('minutes', 0, 240).nullable().default(null),
  },
  'must be an object',
);

const Rules = z.strictObject(
  {
    noticeMinutes: whole('minutes', 0, 525_600).default(0),
    horizonDays: whole('days', 1, 366).default(60),
    stepMinutes: whole('minutes', 5, 240).default(30),
    bufferMinutes: whole('minutes', 0, 240).default(0),
    perDayMax: whole('bookings', 1, 10_000).nullable().default(null),
  },
  'must be an object',
);

const Policies = z.strictObject(
  {
    cancelNoticeHours: whole('hours', 0, 8760).nullable().default(null),
    rescheduleNoticeHours: whole('hours', 0, 8760).nullable().default(null),
    reschedulesMax: whole('times', 0, 100).nullable().default(null),
    noShowFeePercent: whole('percent', 0, 100).nullable().default(null),
    lateToleranceMinutes: whole('minutes', 0, 1440).nullable().default(null),
  },
  'must be an object',
);

const TimeOff = z.strictObject(
  {
    professional: id.optional(),
    from: dateOrTime,
    to: dateOrTime.optional(),
    reason: z.string('must be text').default(''),
  },
  'must be an object',
);

const date = z.iso.date('must be a date such as 2026-12-24');

const WeeklyTimeOff = z.strictObject(
  {
    professional: id.optional(),
    hours: Week,
    from: date.optional(),
    to: date.optional(),
    reason: z.string('must be text').default(''),
  },
  'must be an object',
);

const Style = z.strictObject(
  {
    tone: z.enum(['formal', 'informal'], 'must be "formal" or "informal"').default('informal'),
    emoji: z.boolean('must be true or false').default(true),
    language: z.enum(['auto', 'pt-BR', 'es', 'en'], 'must be "auto", "pt-BR", "es" or "en"').default('auto'),
  },
  'must be an object',
);

const Notices = z.strictObject(
  {
    reminderHours: z
      .array(whole('hours', 1, 168), 'must be a list of hours')
      .max(5, 'must hold at most 5')
      .refine((hours) => new Set(hours).size === hours.length, 'names an hour twice')
      .prefault([24, 2]),
    followUpMinutes: whole('minutes', 0, 10_080).nullable().default(60),
  },
  'must be an object',
);

const Models = z.strictObject(
  {
    understand: z.boolean('must be true or false').default(true),
    fluid: z
      .array(z.enum(fluidKinds, `must be of ${fluidKinds.join(', ')}`), 'must be a list')
      .transform((kinds) => [...new Set(kinds)])
      .prefault(['talk', 'knowledge']),
    summarise: z.boolean('must be true or false').default(true),
    images: z.boolean('must be true or false').default(false),
    dayTokens: whole('tokens', 1000, 1_000_000_000).nullable().default(null),
    remember: z.boolean('must be true or false').default(false),
  },
  'must be an object',
);

const dayRule = 'must be a date such as 2026-01-25, or 01-25 for every year';
const day = z
  .string(dayRule)
  .refine((given) => z.iso.date().safeParse(given.length === 5 ? `2024-${given}` : given).success, dayRule);
const holidaysRule = 'must be "closed", "open", or an object';

const Holidays = z
  .union(
    [
      z.enum(['closed', 'open']),
      z.strictObject({
        closed: z.boolean('must be true or false').default(true),
        optional: z.boolean('must be true or false').default(false),
        openOn: list(day),
        local: list(z.strictObject({ day, name: text }, 'must be an object')),
      }),
    ],
    holidaysRule,
  )
  .transform((given) =>
    typeof given === 'string' ? { closed: given === 'closed', optional: false, openOn: [], local: [] } : given,
  );

const Booking = z.strictObject(
  { service: id, professional: id.optional(), start: localTime, name: text.optional(), contact: text.optional() },
  'must be an object',
);

/** A business file as written: each field by itself is sound, but nothing yet says that they agree with each other. */
export const FileShape = z.strictObject(
  {
    name: text,
    tagline: text.nullable().default(null),
    timeZone: z
      .string('must be text')
      .refine((name) => timeZones.has(name), 'must be an IANA time zone such as America/Sao_Paulo')
      .default('America/Sao_Paulo'),
    state: z
      .string('must be text')
      .refine((name) => Object.hasOwn(states, name), 'must be the two letters of a Brazilian state such as SP')
      .nullable()
      .default(null),
    city: text.nullable().default(null),
    address: text.nullable().default(null),
    phone: text.nullable().default(null),
    email: z.email('must be an e-mail address').nullable().default(null),
    instagram: text.nullable().default(null),
    hours: Week,
    professionals: list(Professional),
    resources: list(Resource),
    services: z.array(Service, 'must be a list').min(1, 'must hold at least one service'),
    payment: list(text),
    rules: Rules.prefault({}),
    policies: Policies.prefault({}),
    knowledge: list(z.strictObject({ question: text, answer: text }, 'must be an object')),
    style: Style.prefault({}),
    notices: Notices.prefault({}),
    models: Models.transform((models) => ({ ...models, debugUntil: null })).prefault({}),
    holidays: Holidays.prefault('closed'),
    timeOff: list(TimeOff),
    weeklyTimeOff: list(WeeklyTimeOff),
    bookings: list(Booking),
  },
  'must be an object',
);
export type FileShape = z.output<typeof FileShape>;

function list<Item extends z.ZodType>(item: Item) {
  return z.array(item, 'must be a list').prefault([]);
}

/** A whole number; one written as text ("24") will do. */
function whole(unit: string, least: number, most: number) {
  const rule = `must be a whole number of ${unit}, ${least} to ${most}`;
  return z.preprocess(numberIn, z.int(rule).min(least, rule).max(most, rule));
}

/** An amount in reais, as cents. "80,00" will do for 80. */
function reais() {
  const rule = 'must be a number of reais, at least 0';
  return z
    .preprocess(numberIn, z.number(rule).min(0, rule).max(1_000_000, 'must be at most 1000000 reais'))
    .refine((price) => Math.abs(price * 100 - Math.round(price * 100)) < 1e-6, 'must have at most two decimals')
    .transform((price) => Math.round(price * 100));
}

function numberIn(value: unknown): unknown {
  return typeof value === 'string' && /^\s*\d+([.,]\d{1,2})?\s*$/.test(value) ? Number(value.replace(',', '.')) : value;
}
