-- What Meta says of our templates: by webhooks as it happens, by the Graph API when we ask.
create table templates (
  business_account_id text not null,
  name                text not null,
  language            text not null,
  -- APPROVED, PENDING, REJECTED, PAUSED, DISABLED … as Meta writes it; '' while it is not known.
  status              text not null default '',
  category            text not null default '',
  quality             text not null default '',
  parameter_format    text not null default '',
  -- As Meta defines it; null: it has to be read again.
  components          jsonb,
  updated_at          timestamptz not null default now(),
  primary key (business_account_id, name, language)
);

-- How a number fares, by the webhook's field: the last value of each.
alter table numbers add column health jsonb not null default '{}';

-- How often each field of a webhook came, apart from messages and statuses. Those that we do not know are stored too.
create table webhook_fields (
  field    text primary key,
  is_known boolean not null,
  updates  bigint not null,
  last_at  timestamptz not null default now()
);
