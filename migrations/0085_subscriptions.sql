-- Programs that are told what happens: outgoing webhooks. What is to be told is written in the transaction in which it
-- happens, by triggers, so that no way of booking is forgotten and nothing is told that was rolled back.
create table subscriptions (
  business_id      uuid not null references businesses (id),
  id               uuid not null default gen_random_uuid(),
  url              text not null,
  events           text[] not null check (cardinality(events) > 0),
  -- whsec_…: what deliveries are signed with. The one before it signs too, until then.
  secret           text not null,
  old_secret       text,
  old_secret_until timestamptz,
  made_by          uuid references users (id) on delete set null,
  made_at          timestamptz not null,
  disabled_at      timestamptz,
  primary key (business_id, id)
);

create table deliveries (
  business_id     uuid not null,
  id              uuid not null default gen_random_uuid(),
  subscription_id uuid not null,
  event           text not null,
  at              timestamptz not null,
  -- Ids, times and prices: no name, no phone, no word that was said.
  data            jsonb not null,
  -- null: delivered, or given up.
  due_at          timestamptz,
  tries           int not null default 0,
  delivered_at    timestamptz,
  -- Of the last try.
  status          int,
  error           text,
  took_ms         int,
  primary key (business_id, id),
  foreign key (business_id, subscription_id) references subscriptions (business_id, id) on delete cascade
);
create index deliveries_due on deliveries (due_at) where due_at is not null;
create index deliveries_by_subscription on deliveries (business_id, subscription_id, at desc, id desc);
create index deliveries_by_age on deliveries (at);

create function subscriptions_tell(whose uuid, what text, since timestamptz, told jsonb) returns void language sql as $$
  insert into deliveries (business_id, subscription_id, event, at, data, due_at)
  select s.business_id, s.id, what, since, told, now() from subscriptions s
  where s.business_id = whose and s.disabled_at is null and what = any(s.events)
$$;

create function booking_changes_tell() returns trigger language plpgsql as $$
declare what text := case new.kind
  when 'booked' then 'booking.created'
  when 'rated' then null
  else 'booking.' || new.kind
end;
begin
  if what is not null and exists (select from subscriptions where business_id = new.business_id) then
    perform subscriptions_tell(new.business_id, what, new.at, (
      select jsonb_build_object('booking', b.id, 'protocol', b.protocol, 'contact', b.contact_id, 'by', new."by",
        'before', new.before, 'after', new.after)
      from bookings b where b.business_id = new.business_id and b.id = new.booking_id));
  end if;
  return null;
end $$;
create trigger tell after insert on booking_changes for each row execute function booking_changes_tell();

create function conversations_tell() returns trigger language plpgsql as $$
begin
  perform subscriptions_tell(new.business_id,
    case when new.status = 'human' then 'conversation.handoff' else 'conversation.returned' end, now(),
    jsonb_build_object('conversation', new.id, 'contact', new.contact_id, 'reason', new.handoff_reason));
  return null;
end $$;
create trigger tell after update of status on conversations for each row
  when (old.status is distinct from new.status and 'human' in (old.status, new.status))
  execute function conversations_tell();
