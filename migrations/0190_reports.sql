-- Reports of weeks and months that are sent by mail: one row each, so that two monitors send one.
create table report_mails (
  kind         text not null check (kind in ('week', 'month')),
  first_day    date not null,
  created_at   timestamptz not null default now(),
  -- Somebody is sending it until then.
  leased_until timestamptz,
  tries        int not null default 0,
  sent_at      timestamptz,
  primary key (kind, first_day)
);
