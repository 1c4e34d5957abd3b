import { z } from 'zod';

export const BusinessId = z.uuid().brand<'BusinessId'>();
export type BusinessId = z.output<typeof BusinessId>;
export const ServiceId = z.uuid().brand<'ServiceId'>();
export type ServiceId = z.output<typeof ServiceId>;
export const ProfessionalId = z.uuid().brand<'ProfessionalId'>();
export type ProfessionalId = z.output<typeof ProfessionalId>;

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
};

export type Professional = { readonly id: ProfessionalId; readonly key: string; readonly name: string };

/** One open stretch of a weekday (1 is Monday, as in ISO 8601), local time. A lunch break makes two of them. */
export type OpeningHours = {
  /** `null`: the whole business, and every professional without hours of their own. */
  readonly professional: ProfessionalId | null;
  readonly weekday: number;
  readonly opens: Temporal.PlainTime;
  /** After `opens`; 24:00 is written 00:00. */
  readonly closes: Temporal.PlainTime;
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

/** All that is true of a business: nothing leaves the agent that is not in here, a slot, a booking or the contact's own words. */
export type Business = {
  readonly id: BusinessId;
  readonly name: string;
  readonly tagline: string | null;
  /** IANA name, `America/Sao_Paulo`. */
  readonly timeZone: string;
  readonly address: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly instagram: string | null;
  readonly services: readonly Service[];
  readonly professionals: readonly Professional[];
  readonly hours: readonly OpeningHours[];
  readonly payment: readonly string[];
  readonly rules: BookingRules;
  readonly policies: Policies;
  readonly knowledge: readonly KnowledgeEntry[];
};
