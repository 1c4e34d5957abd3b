import { sql } from 'kysely';
import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import { waIdVariants } from './contact.ts';

/**
 * All that the business holds of the contact with this phone or business-scoped id, and of nobody else; `null`: nobody is
 * known so. Their request for it is done with this.
 *
 * @param key digits without +, or a user id
 */
export async function exportContact(
  db: Db,
  business: BusinessId,
  key: string,
  now: Temporal.Instant,
): Promise<unknown> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string; held: unknown }>`
      select c.id, ${held} as held from contacts c
      where c.business_id = ${business} and (c.user_id = ${key} or c.wa_id = any(${waIdVariants(key)}::text[]))
      order by c.wa_id is not distinct from ${key} desc, c.created_at desc limit 1`.execute(tx);
    const [found] = rows;
    if (!found) return null;
    await sql`update privacy_requests set done_at = ${now}
      where business_id = ${business} and contact_id = ${found.id} and kind = 'export' and done_at is null`.execute(tx);
    return found.held;
  });
}

/** Each part is bound to `c`: its business and its id. */
const held = sql`jsonb_build_object(
  'contact', jsonb_build_object('phone', c.wa_id, 'userId', c.user_id, 'name', c.name, 'profileName', c.profile_name,
    'knownSince', c.created_at, 'optedOutAt', c.opted_out_at, 'newsSince', c.news_since, 'blockedAt', c.blocked_at),
  'conversations', (select coalesce(jsonb_agg(jsonb_build_object('number', k.phone_number_id, 'status', k.status,
      'labels', k.labels, 'handoffReason', k.handoff_reason, 'handoffBrief', k.handoff_brief, 'remembered', k.state,
      'messages', (select coalesce(jsonb_agg(jsonb_build_object('direction', m.direction, 'at', m.at, 'status', m.status,
        'content', m.content) order by m.id), '[]')
        from messages m where m.business_id = k.business_id and m.conversation_id = k.id),
      'askedOfModels', (select coalesce(jsonb_agg(jsonb_build_object('at', q.at, 'model', q.model, 'data', q.data,
        'answer', q.answer) order by q.id), '[]')
        from model_prompts q where q.business_id = k.business_id and q.conversation_id = k.id),
      'understood', (select coalesce(jsonb_agg(jsonb_build_object('at', t.at, 'knew', t.state, 'said', t.said, 'commands', t.commands,
        'acts', t.acts, 'effects', t.effects) order by t.fence), '[]')
        from traces t where t.business_id = k.business_id and t.conversation_id = k.id)) order by k.created_at), '[]')
    from conversations k where k.business_id = c.business_id and k.contact_id = c.id),
  'bookings', (select coalesce(jsonb_agg(jsonb_build_object('protocol', b.protocol, 'service', s.name,
      'professional', p.name, 'name', b.name, 'start', b.starts_at, 'end', b.ends_at, 'priceCents', b.price_cents,
      'status', b.status, 'confirmedAt', b.confirmed_at, 'stars', b.stars, 'lateMinutes', b.late_minutes,
      'history', (select coalesce(jsonb_agg(jsonb_build_object('at', h.at, 'by', h.by, 'kind', h.kind) order by h.id), '[]')
        from booking_changes h where h.business_id = b.business_id and h.booking_id = b.id),
      'notices', (select coalesce(jsonb_agg(jsonb_build_object('kind', n.kind, 'at', n.at) order by n.at), '[]')
        from notices n where n.business_id = b.business_id and n.booking_id = b.id)) order by b.starts_at), '[]')
    from bookings b
      join services s on s.business_id = b.business_id and s.id = b.service_id
      join professionals p on p.business_id = b.business_id and p.id = b.professional_id
    where b.business_id = c.business_id and b.contact_id = c.id),
  'waitlist', (select coalesce(jsonb_agg(jsonb_build_object('service', s.name, 'from', w.from_date, 'to', w.to_date,
      'fromTime', w.from_time, 'toTime', w.to_time, 'at', w.wished_at) order by w.wished_at), '[]')
    from waitlist w join services s on s.business_id = w.business_id and s.id = w.service_id
    where w.business_id = c.business_id and w.contact_id = c.id),
  'habit', (select jsonb_build_object('service', s.name, 'professional', p.name, 'askedForByName', h.asked, 'at', h.at)
    from habits h
      left join services s on s.business_id = h.business_id and s.id = h.service_id
      left join professionals p on p.business_id = h.business_id and p.id = h.professional_id
    where h.business_id = c.business_id and h.contact_id = c.id and (h.service_id is not null or h.professional_id is not null)),
  'campaigns', (select coalesce(jsonb_agg(jsonb_build_object('name', p.plan ->> 'name', 'state', r.state, 'reason', r.reason,
      'at', r.at) order by r.at), '[]')
    from campaign_recipients r join campaigns p on p.business_id = r.business_id and p.id = r.campaign_id
    where r.business_id = c.business_id and r.contact_id = c.id),
  'requests', (select coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'at', r.at, 'doneAt', r.done_at,
      'by', r.by, 'source', r.source) order by r.id), '[]')
    from privacy_requests r where r.business_id = c.business_id and r.contact_id = c.id))`;
