import { z } from 'zod';
import type { HolidayRules } from './holidays.ts';

export const BusinessId = z.uuid().brand<'BusinessId'>();
export type BusinessId = z.output<typeof BusinessId>;
export const ServiceId = z.uuid().brand<'ServiceId'>();
export type ServiceId = z.output<typeof ServiceId>;
export const ProfessionalId = z.uuid().brand<'ProfessionalId'>();
export type ProfessionalId = z.output<typeof ProfessionalId>;
export const ResourceId = z.uuid().brand<'ResourceId'>();
export type ResourceId = z.output<typeof ResourceId>;

export type Service = {
  readonly id: ServiceId;
  /** The owner's short word for it, unique in the business: `corte`. */
  readonly key: string;
  readonly name: string;
  readonly minutes: number;
  readonly priceCents: number;
  readonly description: string;
  /** Other words contacts use for it. */
  readonly synonyms: readonly string[];
  /** Who performs it; never empty. */
  readonly professionals: readonly ProfessionalId[];
  /** What it needs beside a professional: one unit of each. */
  readonly resources: readonly ResourceId[];
  /** Kept free after it; `null`: as after the others. */
  readonly bufferMinutes: number | null;
};

export type Professional = { readonly id: ProfessionalId; readonly key: string; readonly name: string };

/** Rooms, chairs, machines: so many units of a thing, each used by one booking at a time. */
export type Resource = {
  readonly id: ResourceId;
  readonly key: string;
  readonly name: string;
  readonly count: number;
};

/** One open stretch of a weekday (1 is Monday, as in ISO 8601), local time. A lunch break makes two of them. */
export type OpeningHours = {
  /** `null`: the whole business, and every professional without hours of their own. */
  readonly professional: ProfessionalId | null;
  readonly weekday: number;
  readonly opens: Temporal.PlainTime;
  /** After `opens`; 24:00 is written 00:00. */
  readonly closes: Temporal.PlainTime;
};

/** Hours of a weekday at which nobody is there although the opening hours say so, week after week. */
export type WeeklyTimeOff = {
  /** `null`: the whole business. */
  readonly professional: ProfessionalId | null;
  readonly weekday: number;
  readonly starts: Temporal.PlainTime;
  /** After `starts`; 24:00 is written 00:00. */
  readonly ends: Temporal.PlainTime;
  /** Local days, both included; `null`: always. */
  readonly from: Temporal.PlainDate | null;
  readonly to: Temporal.PlainDate | null;
};

export type KnowledgeEntry = { readonly key: string; readonly question: string; readonly answer: string };

/** What bookings must respect. Minutes and days are whole numbers. */
export type BookingRules = {
  readonly noticeMinutes: number;
  readonly horizonDays: number;
  readonly stepMinutes: number;
  readonly bufferMinutes: number;
  readonly perDayMax: number | null;
};

/** Rules a contact may ask about; each may be unknown, and then we say so. */
export type Policies = {
  readonly cancelNoticeHours: number | null;
  readonly rescheduleNoticeHours: number | null;
  readonly reschedulesMax: number | null;
  readonly noShowFeePercent: number | null;
  readonly lateToleranceMinutes: number | null;
};

/** How replies sound. `auto`: in the language of who writes. */
export type Style = {
  readonly tone: 'formal' | 'informal';
  readonly emoji: boolean;
  readonly language: 'auto' | 'pt-BR' | 'es' | 'en';
};

/** What a model may put into its own words. All else is said as it is written, and confirmations always are. */
export const fluidKinds = [
  'talk',
  'knowledge',
  'services',
  'prices',
  'hours',
  'place',
  'policies',
  'questions',
] as const;
export type FluidKind = (typeof fluidKinds)[number];

/** What a language model may do for a business, where the installation has one. */
export type ModelUse = {
  /** It reads what contacts write; `false`: nothing of theirs is ever sent to a provider. */
  readonly understand: boolean;
  readonly fluid: readonly FluidKind[];
  /** It tells who takes a conversation over what was said in it. */
  readonly summarise: boolean;
  /** It describes pictures that contacts send to who reads the conversation; `false`: no picture leaves. */
  readonly images: boolean;
  /** Tokens a day; `null`: as many as the installation allows. */
  readonly dayTokens: number | null;
  /** What a contact usually wants may be kept, for as long as the contact is. */
  readonly remember: boolean;
  /** Until then calls are kept word for word; `null`: they are not. No file opens it: `whats-agent models debug` does. */
  readonly debugUntil: Temporal.Instant | null;
};

/** What contacts hear without asking. */
export type Notices = {
  /** How long before its start a booking is reminded of, each once. */
  readonly reminderHours: readonly number[];
  /** How long after its end the contact is asked how it was; `null`: never. */
  readonly followUpMinutes: number | null;
};

/** All that is true of a business: nothing leaves the agent that is not in here, a slot, a booking or the contact's own words. */
export type Business = {
  readonly id: BusinessId;
  readonly name: string;
  readonly tagline: string | null;
  /** IANA name, `America/Sao_Paulo`. */
  readonly timeZone: string;
  /** Two letters, of Brazil: `SP`. */
  readonly state: string | null;
  readonly city: string | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly instagram: string | null;
  readonly services: readonly Service[];
  readonly professionals: readonly Professional[];
  readonly resources: readonly Resource[];
  readonly hours: readonly OpeningHours[];
  readonly weeklyTimeOff: readonly WeeklyTimeOff[];
  readonly holidays: HolidayRules;
  readonly payment: readonly string[];
  readonly rules: BookingRules;
  readonly policies: Policies;
  readonly style: Style;
  readonly notices: Notices;
  readonly models: ModelUse;
  readonly knowledge: readonly KnowledgeEntry[];
};
