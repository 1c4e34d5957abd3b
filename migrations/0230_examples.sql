-- Conversations that somebody of the business tried and kept: played again before a change of it is saved.
create table examples (
  business_id uuid not null references businesses (id),
  id          uuid not null default gen_random_uuid(),
  name        text not null check (name <> ''),
  -- What the contact says, in order.
  said        jsonb not null,
  -- The moment it is played at, so that "tomorrow" stays the same day.
  at          timestamptz not null,
  -- What it came to when it was kept.
  ending      jsonb not null,
  kept_at     timestamptz not null,
  primary key (business_id, id)
);
