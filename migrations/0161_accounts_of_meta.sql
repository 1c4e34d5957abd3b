-- When the templates of an account at Meta were last read there: what a webhook did not tell is seen then.
create table business_accounts (
  id           text primary key,
  templates_at timestamptz not null
);
