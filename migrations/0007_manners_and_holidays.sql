-- How a business speaks, and on which holidays it is closed.
alter table businesses
  -- Of Brazil: SP. With it, and the city where its holidays are known, more days than the national ones are closed.
  add column state    text check (state ~ '^[A-Z]{2}$'),
  add column city     text check (state is not null or city is null),
  add column tone     text not null default 'informal' check (tone in ('formal', 'informal')),
  add column emoji    boolean not null default true,
  -- auto: that of who writes.
  add column language text not null default 'auto' check (language in ('auto', 'pt-BR', 'es', 'en')),
  -- business/holidays.ts: HolidayRules.
  add column holidays jsonb not null default '{"closed": true, "optional": false, "openOn": [], "local": []}';

-- Hours of a weekday at which nobody is there although the opening hours say so, week after week.
create table weekly_time_off (
  business_id     uuid not null references businesses (id),
  id              uuid not null default gen_random_uuid(),
  -- null: the whole business.
  professional_id uuid,
  weekday         int not null check (weekday between 1 and 7),
  starts          time not null,
  ends            time not null check (ends > starts),
  -- Local days, both included; null: always.
  from_date       date,
  to_date         date check (to_date >= from_date),
  reason          text not null default '',
  primary key (business_id, id),
  foreign key (business_id, professional_id) references professionals (business_id, id) on delete cascade
);
create trigger revise after insert or update or delete on weekly_time_off for each row execute function businesses_revise();
-- Slots depend on it too, and an agenda that was looked up before it is stale.
create trigger revise_agenda after insert or update or delete on weekly_time_off for each row execute function businesses_revise_agenda();
