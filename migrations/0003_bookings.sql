-- A professional is never in two places at once, and no booking joins two businesses.
create table bookings (
  business_id     uuid not null references businesses (id),
  id              uuid not null default gen_random_uuid(),
  -- What a contact can quote on the phone: six letters and digits.
  protocol        text not null,
  contact_id      uuid not null,
  professional_id uuid not null,
  service_id      uuid not null,
  -- Whom it is for.
  name            text not null,
  starts_at       timestamptz not null,
  ends_at         timestamptz not null check (ends_at > starts_at),
  -- ends_at and the business's buffer: until then the professional is not free.
  busy_until      timestamptz not null check (busy_until >= ends_at),
  -- As agreed, whatever the service costs later.
  price_cents     int not null check (price_cents >= 0),
  status          text not null default 'booked' check (status in ('booked', 'cancelled', 'done', 'no_show')),
  booked_at       timestamptz not null,
  primary key (business_id, id),
  unique (business_id, protocol),
  foreign key (business_id, contact_id) references contacts (business_id, id),
  foreign key (business_id, professional_id) references professionals (business_id, id),
  foreign key (business_id, service_id) references services (business_id, id),
  constraint bookings_no_overlap
    exclude using gist (professional_id with =, tstzrange(starts_at, busy_until) with &&) where (status = 'booked')
);
create index bookings_by_time on bookings (business_id, busy_until) where status = 'booked';
create index bookings_by_start on bookings (business_id, starts_at);
create index bookings_by_contact on bookings (business_id, contact_id, starts_at);
create trigger revise after insert or update or delete on bookings for each row execute function businesses_revise_agenda();
