-- What Meta says a message costs: one row a priced message, from `pricing` of its statuses. No address and no wamid, in
-- which the phone number stands: the count outlives a contact who is forgotten.
create table charges (
  -- sha256 of the wamid.
  message         bytea primary key,
  business_id     uuid not null references businesses (id),
  phone_number_id text not null,
  -- The recipient's country, of ISO 3166; '': unknown.
  market          text not null,
  -- In Meta's words: service, utility, marketing …; regular, free_customer_service, free_entry_point …
  category        text not null,
  type            text not null,
  -- Meta bills what is delivered.
  is_delivered    boolean not null,
  at              timestamptz not null
);
create index charges_in_time on charges (business_id, at);

-- What a number, or all numbers of a business together, may cost in a month, in the currency of the price file.
alter table numbers add column month_budget double precision check (month_budget > 0);
alter table businesses add column month_budget double precision check (month_budget > 0);
