-- An approved template to many contacts who agreed.
create table campaigns (
  business_id     uuid not null references businesses (id),
  id              uuid not null default gen_random_uuid(),
  phone_number_id text not null,
  -- campaigns/campaign.view.ts: PlanView. What is said, to whom, and at which hours.
  plan            jsonb not null,
  state           text not null default 'draft'
    check (state in ('draft', 'scheduled', 'sending', 'paused', 'finished', 'cancelled')),
  -- person: somebody paused it. template, number, refused: Meta takes no more of it. budget: it is used up.
  paused_for      text check (paused_for in ('person', 'template', 'number', 'refused', 'budget')),
  begins_at       timestamptz,
  -- Its recipients were found then.
  begun_at        timestamptz,
  -- Since when it runs without a break: what was refused before that is known.
  resumed_at      timestamptz,
  ended_at        timestamptz,
  created_at      timestamptz not null,
  created_by      uuid references users (id) on delete set null,
  primary key (business_id, id),
  foreign key (business_id, phone_number_id) references numbers (business_id, phone_number_id),
  check ((state = 'paused') = (paused_for is not null)),
  check (state in ('draft', 'cancelled') or begins_at is not null)
);
create index campaigns_by_age on campaigns (business_id, created_at desc, id desc);
create index campaigns_live on campaigns (begins_at) where state in ('scheduled', 'sending');

-- Whom it goes to, found when it begins: each contact once, whatever is killed. What became of the message stands there.
create table campaign_recipients (
  business_id uuid not null,
  campaign_id uuid not null,
  contact_id  uuid not null,
  state       text not null check (state in ('waiting', 'queued', 'skipped')),
  -- campaigns/campaign.view.ts: Skipped. Of who is skipped.
  reason      text,
  -- Of who is queued.
  message_id  bigint,
  -- Since when it is in this state.
  at          timestamptz not null,
  primary key (business_id, campaign_id, contact_id),
  foreign key (business_id, campaign_id) references campaigns (business_id, id),
  foreign key (business_id, contact_id) references contacts (business_id, id) on delete cascade,
  foreign key (business_id, message_id) references messages (business_id, id),
  check ((state = 'skipped') = (reason is not null)),
  check ((state = 'queued') = (message_id is not null))
);
create index campaign_recipients_waiting on campaign_recipients (business_id, campaign_id, contact_id) where state = 'waiting';
create index campaign_recipients_lately on campaign_recipients (business_id, campaign_id, at) where state = 'queued';
create index campaign_recipients_by_contact on campaign_recipients (business_id, contact_id, at);
create index campaign_recipients_by_message on campaign_recipients (business_id, message_id) where message_id is not null;
