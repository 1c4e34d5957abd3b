-- Filled with invented people by `whats-agent demo`: the dashboard says so on every page, and no real number comes near it.
alter table businesses add column demo_since timestamptz;
