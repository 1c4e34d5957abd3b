-- How a number stands at Meta: what was said of each aspect, since when, and when it was said last. The newest row of an
-- aspect holds, and those before it are its history.
create table number_standing (
  business_id     uuid not null,
  phone_number_id text not null,
  -- quality, limit, throughput, name, name_status, status, review (whatsapp/standing.ts).
  aspect          text not null,
  -- In Meta's words: GREEN, TIER_2K, APPROVED …
  value           text not null check (value <> ''),
  since           timestamptz not null,
  told_at         timestamptz not null,
  primary key (business_id, phone_number_id, aspect, since),
  foreign key (business_id, phone_number_id) references numbers (business_id, phone_number_id)
);

-- When Meta was last asked how the number stands, and answered; null: it has to be asked.
alter table numbers add column read_at timestamptz;

-- What went through a number last. A row of its own, for who files must not wait for who holds the number.
create table number_traffic (
  business_id     uuid not null,
  phone_number_id text not null,
  -- Any update of a webhook.
  heard_at        timestamptz not null,
  -- A contact's message, by the time it was written.
  received_at     timestamptz,
  -- A status which says that Meta sent one of ours.
  sent_at         timestamptz,
  primary key (business_id, phone_number_id),
  foreign key (business_id, phone_number_id) references numbers (business_id, phone_number_id)
);
insert into number_traffic (business_id, phone_number_id, heard_at, received_at, sent_at)
select n.business_id, n.phone_number_id, greatest(received.at, sent.at), received.at, sent.at
from numbers n
  left join (select phone_number_id, max(last_inbound_at) as at from conversations where last_inbound_at > 'epoch' group by 1) received
    using (phone_number_id)
  left join (select phone_number_id, max(sent_at) as at from outbox group by 1) sent using (phone_number_id)
where received.at is not null or sent.at is not null;
