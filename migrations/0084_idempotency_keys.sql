-- What was answered to a write that named itself by an Idempotency-Key, so that the same request sent again is answered
-- alike and done once. Kept for a day.
create table idempotency_keys (
  business_id uuid not null references businesses (id),
  -- The user or the API key that sent it.
  actor       uuid not null,
  key         text not null,
  -- Of method, address and body: another request under the same key is a mistake.
  fingerprint text not null,
  -- null: not answered yet, or the process died meanwhile.
  status      int,
  -- null: not kept, for it holds a secret that is shown once.
  body        text,
  made_at     timestamptz not null,
  primary key (business_id, actor, key)
);
create index idempotency_keys_by_age on idempotency_keys (business_id, made_at);
