-- What a business is. Every key is led by business_id: one installation serves many, and none sees another's rows.
create extension if not exists btree_gist;

create table businesses (
  id                      uuid primary key default gen_random_uuid(),
  name                    text not null check (name <> ''),
  tagline                 text,
  time_zone               text not null,
  address                 text,
  phone                   text,
  email                   text,
  instagram               text,
  payment                 text[] not null default '{}',
  notice_minutes          int not null default 0 check (notice_minutes >= 0),
  horizon_days            int not null default 60 check (horizon_days between 1 and 366),
  step_minutes            int not null default 30 check (step_minutes between 5 and 240),
  buffer_minutes          int not null default 0 check (buffer_minutes between 0 and 240),
  per_day_max             int check (per_day_max > 0),
  cancel_notice_hours     int,
  reschedule_notice_hours int,
  reschedules_max         int,
  no_show_fee_percent     int,
  late_tolerance_minutes  int,
  -- Grows with every change of what the agent may state, so that a worker knows when its copy is stale.
  revision                bigint not null default 1,
  -- Grows with every booking and time off.
  agenda_revision         bigint not null default 1,
  created_at              timestamptz not null default now()
);

-- A WhatsApp number belongs to one business. Meta routes every webhook by phone_number_id.
create table numbers (
  phone_number_id      text primary key check (phone_number_id <> ''),
  business_id          uuid not null references businesses (id),
  display_phone_number text not null,
  unique (business_id, phone_number_id)
);

create table professionals (
  business_id uuid not null references businesses (id),
  id          uuid not null default gen_random_uuid(),
  key         text not null,
  name        text not null check (name <> ''),
  position    int not null,
  primary key (business_id, id),
  unique (business_id, key)
);

create table services (
  business_id uuid not null references businesses (id),
  id          uuid not null default gen_random_uuid(),
  key         text not null,
  name        text not null check (name <> ''),
  minutes     int not null check (minutes between 5 and 1440),
  price_cents int not null check (price_cents >= 0),
  description text not null default '',
  synonyms    text[] not null default '{}',
  position    int not null,
  primary key (business_id, id),
  unique (business_id, key)
);

create table professional_services (
  business_id     uuid not null,
  professional_id uuid not null,
  service_id      uuid not null,
  primary key (business_id, professional_id, service_id),
  foreign key (business_id, professional_id) references professionals (business_id, id) on delete cascade,
  foreign key (business_id, service_id) references services (business_id, id) on delete cascade
);

-- One open stretch of a weekday, 1 is Monday (ISO 8601). A lunch break makes two of them. 24:00 ends a day.
create table opening_hours (
  business_id     uuid not null references businesses (id),
  professional_id uuid,
  weekday         int not null check (weekday between 1 and 7),
  opens           time not null,
  closes          time not null check (closes > opens),
  foreign key (business_id, professional_id) references professionals (business_id, id) on delete cascade,
  unique nulls not distinct (business_id, professional_id, weekday, opens)
);

create table time_off (
  business_id     uuid not null references businesses (id),
  id              uuid not null default gen_random_uuid(),
  professional_id uuid,
  starts_at       timestamptz not null,
  ends_at         timestamptz not null check (ends_at > starts_at),
  reason          text not null default '',
  primary key (business_id, id),
  foreign key (business_id, professional_id) references professionals (business_id, id) on delete cascade
);
create index time_off_by_time on time_off (business_id, ends_at);

create table knowledge_entries (
  business_id uuid not null references businesses (id),
  key         text not null,
  question    text not null,
  answer      text not null,
  position    int not null,
  primary key (business_id, key)
);

create function businesses_revise() returns trigger language plpgsql as $$
begin
  update businesses set revision = revision + 1 where id = coalesce(new.business_id, old.business_id);
  return null;
end $$;

create function businesses_revise_self() returns trigger language plpgsql as $$
begin
  if new.revision = old.revision and new.agenda_revision = old.agenda_revision then new.revision := old.revision + 1; end if;
  return new;
end $$;

create function businesses_revise_agenda() returns trigger language plpgsql as $$
begin
  update businesses set agenda_revision = agenda_revision + 1 where id = coalesce(new.business_id, old.business_id);
  return null;
end $$;

create trigger revise before update on businesses for each row execute function businesses_revise_self();
create trigger revise after insert or update or delete on professionals for each row execute function businesses_revise();
create trigger revise after insert or update or delete on services for each row execute function businesses_revise();
create trigger revise after insert or update or delete on professional_services for each row execute function businesses_revise();
create trigger revise after insert or update or delete on opening_hours for each row execute function businesses_revise();
create trigger revise after insert or update or delete on knowledge_entries for each row execute function businesses_revise();
create trigger revise after insert or update or delete on time_off for each row execute function businesses_revise_agenda();
