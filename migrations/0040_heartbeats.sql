-- Which processes are at work: each says so every few seconds. A row that grows old is a process that died or hangs.
create table heartbeats (
  instance   uuid primary key,
  -- monitor: what evaluates the alerts.
  process    text not null check (process in ('api', 'worker', 'monitor')),
  host       text not null,
  pid        int not null,
  version    text not null,
  started_at timestamptz not null,
  -- By the database's clock, so that processes of several machines can be compared.
  beat_at    timestamptz not null default now()
);
create index heartbeats_latest on heartbeats (process, beat_at desc);

-- What happened lately, found without reading everything: rows come in the order of time, so a few bytes a page do.
create index messages_in_time on messages using brin (at) with (pages_per_range = 16, autosummarize = on);
create index outbox_in_time on outbox using brin (created_at) with (pages_per_range = 16, autosummarize = on);
create index traces_in_time on traces using brin (at) with (pages_per_range = 16, autosummarize = on);
create index booking_changes_in_time on booking_changes (at);
