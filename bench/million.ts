export const conversations = 100_000;
const messages = 1_000_000;

/** A business with a million messages in a hundred thousand conversations. */
export const million = `
  insert into businesses (name, time_zone) values ('Bench', 'America/Sao_Paulo');
  insert into numbers select '1', id, '1' from businesses;
  insert into contacts (business_id, user_id, wa_id, profile_name, created_at)
    select id, 'user-' || n, 5511900000000 + n, 'Contato ' || n, now() - n * interval '20 s'
    from businesses, generate_series(1, ${conversations}) as n;
  insert into conversations (business_id, contact_id, phone_number_id, last_inbound_at)
    select business_id, id, '1', now() from contacts;
  insert into messages (business_id, conversation_id, direction, content, status, at)
    select k.business_id, k.id, case when n % 2 = 1 then 'in' else 'out' end,
      case when n % 2 = 1 then '{"kind":"text","text":"quanto custa?"}' else '{"type":"text","text":"R$ 80,00"}' end::jsonb,
      case when n % 2 = 1 then 'received' else 'read' end, now() - random() * interval '30 days'
    from conversations k, generate_series(1, ${messages / conversations}) as n;
  insert into audit (business_id, at, action, target)
    select id, now() - n * interval '1 minute', 'POST /api/v1/bookings', '{}' from businesses, generate_series(1, 100000) n`;
