-- A customer who does not exist asks every ten seconds, through the door that Meta uses. Their business is no customer of
-- ours: it is in no figure and on no list, and nothing that is said to it leaves this installation.
alter table businesses add column synthetic boolean not null default false;
create unique index businesses_synthetic on businesses (synthetic) where synthetic;

-- How it went, each time. `fault`: what was missed; null: the right answer came.
create table synthetic_visits (
  at              timestamptz primary key,
  acknowledged_ms float8,
  -- From the webhook to the answer that was sent, the quiet time included.
  answered_ms     float8,
  fault           text
);
