-- Calls of language models: what each cost and what became of it, by the turn it was made for. No words, for those stand
-- in the transcript: a hash says whether two calls were asked the same.
create table llm_calls (
  id              bigint generated always as identity primary key,
  business_id     uuid not null references businesses (id),
  -- With its fence, the turn; null: the conversation became part of another one.
  conversation_id uuid,
  fence           bigint not null,
  purpose         text not null check (purpose in ('understand', 'answer', 'word', 'summarise', 'check')),
  provider        text not null,
  model           text not null,
  prompt_hash     text not null,
  input_tokens    int not null check (input_tokens >= 0),
  output_tokens   int not null check (output_tokens >= 0),
  -- Of a dollar, a millionth; null: the model is not in the price file.
  cost_micros     bigint check (cost_micros >= 0),
  took_ms         real not null,
  outcome         text not null check (outcome in ('used', 'malformed', 'unfit', 'timeout', 'refused', 'unreachable')),
  -- Of HTTP, where the call was refused.
  status          int,
  at              timestamptz not null,
  foreign key (business_id, conversation_id) references conversations (business_id, id) on delete set null (conversation_id)
);
create index llm_calls_in_time on llm_calls (business_id, at);
create index llm_calls_by_conversation on llm_calls (conversation_id, at);

-- business/business.ts: ModelUse.
alter table businesses
  add column models jsonb not null default '{"understand": true, "fluid": ["talk", "knowledge"], "dayTokens": null, "remember": false}';
