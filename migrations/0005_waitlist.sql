-- Who would come if a slot became free. The same wish said twice is one row and keeps its place.
create table waitlist (
  business_id     uuid not null,
  id              uuid not null default gen_random_uuid(),
  contact_id      uuid not null,
  service_id      uuid not null,
  -- null: anybody.
  professional_id uuid,
  -- Local days, both included.
  from_date       date not null,
  to_date         date not null check (to_date >= from_date),
  -- Local times at which it may start: at from_time or later, before to_time (00:00 is the day's end).
  from_time       time,
  to_time         time,
  wished_at       timestamptz not null,
  primary key (business_id, id),
  foreign key (business_id, contact_id) references contacts (business_id, id) on delete cascade,
  foreign key (business_id, service_id) references services (business_id, id) on delete cascade,
  foreign key (business_id, professional_id) references professionals (business_id, id) on delete cascade,
  unique nulls not distinct
    (business_id, contact_id, service_id, professional_id, from_date, to_date, from_time, to_time)
);
create index waitlist_by_wish on waitlist (business_id, service_id, wished_at);

-- A free slot is offered to one contact at a time, and to each only once.
create table waitlist_offers (
  business_id     uuid not null,
  waitlist_id     uuid not null,
  professional_id uuid not null,
  starts_at       timestamptz not null,
  ends_at         timestamptz not null check (ends_at > starts_at),
  offered_at      timestamptz not null,
  expires_at      timestamptz not null check (expires_at > offered_at),
  primary key (business_id, waitlist_id, professional_id, starts_at),
  foreign key (business_id, waitlist_id) references waitlist (business_id, id) on delete cascade,
  foreign key (business_id, professional_id) references professionals (business_id, id) on delete cascade,
  constraint waitlist_offers_one_at_a_time exclude using gist (business_id with =, professional_id with =,
    tstzrange(starts_at, ends_at) with &&, tstzrange(offered_at, expires_at) with &&)
);
