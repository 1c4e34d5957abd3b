-- How a number fares at Meta. It rests when it was too fast; it is held when its token, payment or account failed:
-- then its queue is kept and one message at a time probes whether it works again.
alter table numbers
  -- Meta's WhatsApp business account, to which account and template updates are addressed.
  add column business_account_id text,
  add column rests_until timestamptz,
  -- How often in a row it had to rest: each time longer.
  add column rests int not null default 0,
  add column held_since timestamptz,
  add column held_fault text,
  -- answer: Meta refused the call, so a call that it takes proves that it works. status: it took calls and delivered
  -- nothing, so only a delivery does.
  add column held_by text check (held_by in ('answer', 'status')),
  add constraint numbers_held_whole check (num_nulls(held_since, held_fault, held_by) in (0, 3));
create index numbers_by_account on numbers (business_account_id);

-- How often in a row a message failed with the same fault; `tries` counts every send.
alter table outbox
  add column failures int not null default 0,
  -- Lower goes first: 0 an answer, 1 something said unasked, 2 a campaign.
  add column priority smallint not null default 0 check (priority between 0 and 2),
  -- Ids under which it was sent and failed: what is heard of them later is no news.
  add column failed_wamids text[] not null default '{}';
drop index outbox_due;
create index outbox_due on outbox (priority, due_at) where state = 'queued';
create index outbox_waiting on outbox (due_at) where state in ('sending', 'unknown');
create index outbox_by_number on outbox (phone_number_id, seq) where state in ('queued', 'sending');

-- What a person must know of the channel: one row while it lasts.
create table channel_alerts (
  id              bigint generated always as identity primary key,
  -- Or the business account at Meta that it is about as a whole.
  phone_number_id text not null,
  business_id     uuid references businesses (id),
  severity        text not null check (severity in ('critical', 'warning', 'info')),
  -- `whatsapp.131042`, `template.PAUSED`, `account.ACCOUNT_RESTRICTION`
  code            text not null,
  -- Ids and numbers; no text of a contact.
  context         jsonb not null default '{}',
  times           int not null default 1,
  raised_at       timestamptz not null default now(),
  last_at         timestamptz not null default now(),
  resolved_at     timestamptz
);
create unique index channel_alerts_open on channel_alerts (phone_number_id, code) where resolved_at is null;
