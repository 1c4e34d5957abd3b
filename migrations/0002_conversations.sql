-- Who writes to a business. Meta's business-scoped user id is the key; the phone is an attribute and may be absent.
create table contacts (
  business_id  uuid not null references businesses (id),
  id           uuid not null default gen_random_uuid(),
  user_id      text,
  wa_id        text,
  name         text,
  profile_name text,
  created_at   timestamptz not null default now(),
  primary key (business_id, id),
  check (user_id is not null or wa_id is not null)
);
create unique index contacts_by_user_id on contacts (business_id, user_id) where user_id is not null;
create unique index contacts_by_wa_id on contacts (business_id, wa_id) where user_id is null;
create index contacts_with_wa_id on contacts (business_id, wa_id) where wa_id is not null;

-- Everything Meta told us, once, as it came: a 200 means that its rows are here. Filed later, in order of id.
create table inbox (
  id              bigint generated always as identity primary key,
  phone_number_id text not null,
  kind            text not null check (kind in ('message', 'status', 'other')),
  -- wamid of a message; wamid/status/recipient of a status; sha256 of anything else.
  key             text not null,
  payload         text not null,
  received_at     timestamptz not null default now(),
  filed_at        timestamptz,
  -- Why it could not be filed: a person looks.
  fault           text,
  unique (phone_number_id, key)
);
create index inbox_unfiled on inbox (id) where filed_at is null;
create index inbox_faulty on inbox (id) where fault is not null;

create table conversations (
  business_id     uuid not null references businesses (id),
  id              uuid not null default gen_random_uuid(),
  contact_id      uuid not null,
  phone_number_id text not null,
  status          text not null default 'active' check (status in ('active', 'human', 'closed')),
  handoff_reason  text,
  -- What the dialogue remembers (agent/state.ts).
  state           jsonb,
  last_inbound_at timestamptz not null,
  created_at      timestamptz not null default now(),
  primary key (business_id, id),
  unique (business_id, contact_id, phone_number_id),
  foreign key (business_id, contact_id) references contacts (business_id, id),
  foreign key (business_id, phone_number_id) references numbers (business_id, phone_number_id)
);

-- The transcript, both directions.
create table messages (
  business_id     uuid not null,
  id              bigint generated always as identity,
  conversation_id uuid not null,
  direction       text not null check (direction in ('in', 'out')),
  wamid           text,
  -- conversations/content.ts: Said for what came in, Content for what went out.
  content         jsonb not null,
  status          text not null check (status in ('received', 'queued', 'accepted', 'sent', 'delivered', 'read', 'played', 'failed')),
  error_code      text,
  at              timestamptz not null,
  -- In: the turn that answered it. Out: the turn that said it.
  fence           bigint,
  primary key (business_id, id),
  foreign key (business_id, conversation_id) references conversations (business_id, id)
);
create index messages_by_conversation on messages (business_id, conversation_id, id);
create index messages_by_wamid on messages (wamid) where wamid is not null;
create index messages_unanswered on messages (conversation_id, id) where direction = 'in' and fence is null;

-- A turn: all that waits for one answer. One row a conversation; due_at is null while nothing waits.
create table turns (
  conversation_id uuid primary key,
  business_id     uuid not null,
  due_at          timestamptz,
  -- When the first message that still has no answer came: no wait is longer than the cap after it.
  waiting_since   timestamptz,
  -- Counts messages filed: a turn that ends while the count has grown leaves the conversation due.
  arrivals        bigint not null default 0,
  leased_until    timestamptz,
  fence           bigint not null default 0,
  tries           int not null default 0,
  -- Set aside for a person, with the code of the fault.
  fault           text,
  foreign key (business_id, conversation_id) references conversations (business_id, id)
);
create index turns_due on turns (due_at) where due_at is not null and fault is null;
create index turns_faulty on turns (conversation_id) where fault is not null;

-- What still has to reach Meta, in order within a conversation. `id` travels in biz_opaque_callback_data.
create table outbox (
  id              uuid primary key default gen_random_uuid(),
  seq             bigint generated always as identity unique,
  business_id     uuid not null,
  conversation_id uuid not null,
  message_id      bigint not null,
  phone_number_id text not null,
  content         jsonb not null,
  -- unknown: the bytes may have left. Nothing is sent again before a status carries our id or the wait is over.
  state           text not null default 'queued' check (state in ('queued', 'sending', 'unknown', 'sent', 'dead')),
  due_at          timestamptz not null default now(),
  leased_until    timestamptz,
  fence           bigint not null default 0,
  tries           int not null default 0,
  wamid           text,
  fault           text,
  created_at      timestamptz not null default now(),
  sent_at         timestamptz,
  foreign key (business_id, message_id) references messages (business_id, id),
  foreign key (business_id, conversation_id) references conversations (business_id, id)
);
create index outbox_open on outbox (conversation_id, seq) where state in ('queued', 'sending', 'unknown');
create index outbox_due on outbox (due_at) where state in ('queued', 'sending', 'unknown');
create index outbox_by_wamid on outbox (wamid) where wamid is not null;
create index outbox_dead on outbox (seq) where state = 'dead';

-- What the agent understood and decided, turn by turn: the debugger and the evaluation.
create table traces (
  business_id     uuid not null,
  conversation_id uuid not null,
  fence           bigint not null,
  brain           text not null,
  said            jsonb not null,
  commands        jsonb not null,
  acts            jsonb not null,
  effects         jsonb not null,
  took_ms         real not null,
  -- When the conversation was due, by the database's clock: how late an answer was is outbox.sent_at less this.
  due_at          timestamptz not null,
  at              timestamptz not null,
  primary key (conversation_id, fence),
  foreign key (business_id, conversation_id) references conversations (business_id, id)
);
