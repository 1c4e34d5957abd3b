-- What people at the desk sort conversations by: words of their own, in the order they were given.
alter table conversations add column labels text[] not null default '{}'
  check (cardinality(labels) <= 10 and array_position(labels, null) is null and array_position(labels, '') is null);
create index conversations_by_label on conversations using gin (labels);

-- Answers that people give again and again.
create table canned_answers (
  business_id uuid not null references businesses (id),
  id          uuid not null default gen_random_uuid(),
  -- How it is called: `pix`.
  name        text not null check (name <> ''),
  text        text not null check (text <> ''),
  primary key (business_id, id),
  unique (business_id, name)
);
