-- What the person who takes over should know (agent/world.ts, Brief), and since when they have the conversation.
alter table conversations add column handoff_brief jsonb;
alter table conversations add column handed_over_at timestamptz;

-- The contact said that they will be late, by how many minutes if they knew.
alter table bookings add column late_minutes int check (late_minutes > 0);
alter table bookings add column late_at timestamptz;

-- What contacts ask of their data. The law gives 15 days (LGPD, art. 19).
create table privacy_requests (
  business_id uuid not null,
  id          bigint generated always as identity,
  contact_id  uuid not null,
  kind        text not null check (kind in ('export', 'erase', 'optOut', 'optIn')),
  at          timestamptz not null,
  done_at     timestamptz,
  primary key (business_id, id),
  foreign key (business_id, contact_id) references contacts (business_id, id)
);
create index privacy_requests_open on privacy_requests (at) where done_at is null;
