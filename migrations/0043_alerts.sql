-- What is wrong or was, and who knows of it. The rules stand in src/insight/alerts.ts; a rule has one open alert at most.
create table alerts (
  id              uuid primary key,
  rule            text not null,
  severity        text not null check (severity in ('critical', 'high', 'medium', 'low')),
  category        text not null check (category in ('system', 'performance', 'business', 'security', 'external')),
  state           text not null check (state in ('pending', 'firing', 'acknowledged', 'resolved')),
  value           float8 not null,
  threshold       float8 not null,
  since           timestamptz not null,
  fired_at        timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by text,
  resolved_at     timestamptz,
  resolved_by     text,
  -- How far the escalation has come, and when somebody was last told.
  told            int not null default 0,
  told_at         timestamptz,
  -- Nobody is told: what causes it is known, or somebody silenced it.
  muted           boolean not null default false
);
create unique index alerts_open on alerts (rule) where state <> 'resolved';
create index alerts_in_time on alerts (since desc);

-- Nobody is told of a rule for a while: who wanted it, why, and until when. Never without an end.
create table silences (
  id         bigint generated always as identity primary key,
  -- null: all of them.
  rule       text,
  owner      text not null check (owner <> ''),
  reason     text not null check (reason <> ''),
  starts_at  timestamptz not null,
  ends_at    timestamptz not null check (ends_at > starts_at and ends_at <= starts_at + interval '14 days')
);

-- What is to be told to whom, until it is told.
create table notifications (
  id         uuid primary key,
  channel    text not null check (channel in ('slack', 'email', 'sms', 'webhook', 'whatsapp')),
  -- Which of the contacts, by their place in the chain; 0: all who listen to the channel.
  contact    int not null default 0,
  severity   text not null,
  -- Ids of the alerts it tells of.
  alerts     uuid[] not null,
  text       text not null,
  created_at timestamptz not null,
  due_at     timestamptz not null,
  tries      int not null default 0,
  sent_at    timestamptz,
  -- It was given up, or what went wrong last.
  dead       boolean not null default false,
  fault      text
);
create index notifications_open on notifications (due_at) where sent_at is null and not dead;
create index notifications_in_time on notifications (created_at);
