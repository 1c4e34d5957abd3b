import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../platform/db.ts';
import { Fault } from '../platform/fault.ts';
import { BusinessId, fluidKinds, ProfessionalId, ResourceId, ServiceId, type Business } from './business.ts';

/** A business as it was at one revision. */
type Loaded = { readonly business: Business; readonly revision: number };

const text = z.string();
const whole = z.int();
const date = text.transform((day) => Temporal.PlainDate.from(day));
const time = text.transform((clock) => Temporal.PlainTime.from(clock.startsWith('24:') ? '00:00' : clock));

const LoadedBusiness = z.object({
  id: BusinessId,
  name: text,
  tagline: text.nullable(),
  timeZone: text,
  state: text.nullable(),
  city: text.nullable(),
  address: text.nullable(),
  phone: text.nullable(),
  email: text.nullable(),
  instagram: text.nullable(),
  services: z.array(
    z.object({
      id: ServiceId,
      key: text,
      name: text,
      minutes: whole,
      priceCents: whole,
      description: text,
      synonyms: z.array(text),
      professionals: z.array(ProfessionalId),
      resources: z.array(ResourceId),
      bufferMinutes: whole.nullable(),
    }),
  ),
  professionals: z.array(z.object({ id: ProfessionalId, key: text, name: text })),
  resources: z.array(z.object({ id: ResourceId, key: text, name: text, count: whole })),
  hours: z.array(z.object({ professional: ProfessionalId.nullable(), weekday: whole, opens: time, closes: time })),
  weeklyTimeOff: z.array(
    z.object({
      professional: ProfessionalId.nullable(),
      weekday: whole,
      starts: time,
      ends: time,
      from: date.nullable(),
      to: date.nullable(),
    }),
  ),
  holidays: z.object({
    closed: z.boolean(),
    optional: z.boolean(),
    openOn: z.array(text),
    local: z.array(z.object({ day: text, name: text })),
  }),
  payment: z.array(text),
  rules: z.object({
    noticeMinutes: whole,
    horizonDays: whole,
    stepMinutes: whole,
    bufferMinutes: whole,
    perDayMax: whole.nullable(),
  }),
  policies: z.object({
    cancelNoticeHours: whole.nullable(),
    rescheduleNoticeHours: whole.nullable(),
    reschedulesMax: whole.nullable(),
    noShowFeePercent: whole.nullable(),
    lateToleranceMinutes: whole.nullable(),
  }),
  style: z.object({
    tone: z.enum(['formal', 'informal']),
    emoji: z.boolean(),
    language: z.enum(['auto', 'pt-BR', 'es', 'en']),
  }),
  notices: z.object({ reminderHours: z.array(whole), followUpMinutes: whole.nullable() }),
  models: z.object({
    understand: z.boolean(),
    fluid: z.array(z.enum(fluidKinds)),
    // Rows that an earlier release wrote lack these.
    summarise: z.boolean().default(true),
    images: z.boolean().default(false),
    dayTokens: whole.nullable(),
    remember: z.boolean(),
    debugUntil: z
      .string()
      .nullable()
      .default(null)
      .transform((until) => (until === null ? null : Temporal.Instant.from(until))),
  }),
  knowledge: z.array(z.object({ key: text, question: text, answer: text })),
});

/**
 * All that is true of a business, in one round trip. A service that nobody performs is left out.
 *
 * @throws Fault `business.unknown`
 */
export async function loadBusiness(db: Db, id: BusinessId): Promise<Loaded> {
  const { rows } = await sql<{ business: unknown; revision: number }>`
    select b.revision, jsonb_build_object(
      'id', b.id, 'name', b.name, 'tagline', b.tagline, 'timeZone', b.time_zone, 'state', b.state, 'city', b.city, 'address', b.address,
      'phone', b.phone, 'email', b.email, 'instagram', b.instagram, 'payment', b.payment,
      'rules', jsonb_build_object('noticeMinutes', b.notice_minutes, 'horizonDays', b.horizon_days,
        'stepMinutes', b.step_minutes, 'bufferMinutes', b.buffer_minutes, 'perDayMax', b.per_day_max),
      'policies', jsonb_build_object('cancelNoticeHours', b.cancel_notice_hours,
        'rescheduleNoticeHours', b.reschedule_notice_hours, 'reschedulesMax', b.reschedules_max,
        'noShowFeePercent', b.no_show_fee_percent, 'lateToleranceMinutes', b.late_tolerance_minutes),
      'holidays', b.holidays,
      'style', jsonb_build_object('tone', b.tone, 'emoji', b.emoji, 'language', b.language),
      'models', b.models,
      'notices', jsonb_build_object('reminderHours', b.reminder_hours, 'followUpMinutes', b.follow_up_minutes),
      'weeklyTimeOff', (select coalesce(jsonb_agg(jsonb_build_object('professional', o.professional_id,
          'weekday', o.weekday, 'starts', o.starts, 'ends', o.ends, 'from', o.from_date, 'to', o.to_date)
          order by o.weekday, o.starts, o.id), '[]')
        from weekly_time_off o where o.business_id = b.id),
      'professionals', (select coalesce(jsonb_agg(to_jsonb(p) order by p.position, p.key), '[]')
        from professionals p where p.business_id = b.id),
      'resources', (select coalesce(jsonb_agg(to_jsonb(r) order by r.position, r.key), '[]')
        from resources r where r.business_id = b.id),
      'hours', (select coalesce(jsonb_agg(jsonb_build_object('professional', h.professional_id, 'weekday', h.weekday,
          'opens', h.opens, 'closes', h.closes) order by h.weekday, h.opens), '[]')
        from opening_hours h where h.business_id = b.id),
      'knowledge', (select coalesce(jsonb_agg(to_jsonb(k) order by k.position, k.key), '[]')
        from knowledge_entries k where k.business_id = b.id),
      'services', (select coalesce(jsonb_agg(to_jsonb(s) || jsonb_build_object('priceCents', s.price_cents,
          'professionals', performers.ids, 'bufferMinutes', s.buffer_minutes,
          'resources', (select coalesce(jsonb_agg(n.resource_id order by n.resource_id), '[]') from service_resources n
            where n.business_id = b.id and n.service_id = s.id)) order by s.position, s.key), '[]')
        from services s,
          lateral (select jsonb_agg(p.id order by p.position, p.key) as ids
            from professional_services ps join professionals p on p.business_id = b.id and p.id = ps.professional_id
            where ps.business_id = b.id and ps.service_id = s.id) performers
        where s.business_id = b.id and performers.ids is not null)
    ) as business
    from businesses b where b.id = ${id}`.execute(db);
  const [row] = rows;
  if (!row) throw new Fault('permanent', 'business.unknown', { business: id });
  return { business: LoadedBusiness.parse(row.business), revision: row.revision };
}

/** What a process remembers of businesses. */
export type BusinessCache = Map<BusinessId, Loaded>;

/** The business at this revision or a later one: from the cache, or loaded into it. */
export async function cachedBusiness(
  cache: BusinessCache,
  db: Db,
  id: BusinessId,
  revision: number,
): Promise<Business> {
  const known = cache.get(id);
  if (known && known.revision >= revision) return known.business;
  const loaded = await loadBusiness(db, id);
  cache.set(id, loaded);
  return loaded.business;
}

/** Whose number this is; `null`: nobody's here. */
export async function businessByNumber(db: Db, phoneNumberId: string): Promise<BusinessId | null> {
  const row = await db
    .selectFrom('numbers')
    .select('business_id')
    .where('phone_number_id', '=', phoneNumberId)
    .executeTakeFirst();
  return row ? BusinessId.parse(row.business_id) : null;
}

/** A WhatsApp number: Meta's id for it, and how people write it. */
export type BusinessNumber = { readonly phoneNumberId: string; readonly displayPhoneNumber: string };

/** Gives the number to the business; one that it has already is brought up to date, one of another business stays there. */
export async function putNumber(db: Db, business: BusinessId, number: BusinessNumber): Promise<void> {
  const columns = { business_id: business, display_phone_number: number.displayPhoneNumber };
  await db
    .insertInto('numbers')
    .values({ phone_number_id: number.phoneNumberId, ...columns })
    .onConflict((conflict) =>
      conflict.column('phone_number_id').doUpdateSet(columns).where('numbers.business_id', '=', business),
    )
    .execute();
}

/** The business that was there first; `null`: there is none yet. */
export async function firstBusiness(
  db: Db,
): Promise<{ readonly id: BusinessId; readonly name: string; readonly phone: string | null } | null> {
  const row = await db
    .selectFrom('businesses')
    .select(['id', 'name', 'phone'])
    .where('synthetic', '=', false)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row ? { ...row, id: BusinessId.parse(row.id) } : null;
}
