-- What a business did in an hour, so that a question over weeks reads hundreds of rows and not a million messages.
-- What each figure means stands in docs/metrics.md.
create table metric_hours (
  business_id     uuid not null references businesses (id),
  hour            timestamptz not null,
  started         int not null default 0,
  received        int not null default 0,
  sent            int not null default 0,
  turns           int not null default 0,
  answered        int not null default 0,
  response_ms     float8 not null default 0,
  unanswered      int not null default 0,
  repeated        int not null default 0,
  handoffs        int not null default 0,
  bookings        int not null default 0,
  by_contacts     int not null default 0,
  revenue_cents   bigint not null default 0,
  cancelled_cents bigint not null default 0,
  ratings         int not null default 0,
  stars           int not null default 0,
  leads           int not null default 0,
  interested      int not null default 0,
  interest        int not null default 0,
  primary key (business_id, hour)
);
create index metric_hours_in_time on metric_hours (hour);

-- Up to when the hours above are counted. One row.
create table metric_progress (
  only_row    boolean primary key default true check (only_row),
  done_until  timestamptz not null
);

create index contacts_in_time on contacts using brin (created_at) with (pages_per_range = 16, autosummarize = on);
