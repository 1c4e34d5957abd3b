-- Who has forgotten the password. The token is made when the mail is sent, and only its hash is here: neither the queue nor
-- a copy of the database opens an account.
create table password_resets (
  id         uuid primary key default gen_random_uuid(),
  user_id    uuid not null references users (id) on delete cascade,
  language   text not null check (language in ('pt-BR', 'en')),
  asked_at   timestamptz not null,
  -- When to send the mail; null: it is sent, or given up.
  due_at     timestamptz,
  tries      int not null default 0,
  token_hash text unique,
  expires_at timestamptz
);
create index password_resets_by_user on password_resets (user_id, asked_at desc);
create index password_resets_due on password_resets (due_at) where due_at is not null;
