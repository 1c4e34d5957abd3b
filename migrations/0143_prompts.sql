-- What was asked of models and answered, word for word: only while a business has a debug window open, and not for long after.
create table model_prompts (
  id              bigint generated always as identity primary key,
  business_id     uuid not null references businesses (id),
  conversation_id uuid not null,
  fence           bigint not null,
  purpose         text not null,
  model           text not null,
  instructions    text not null,
  data            text not null,
  -- Null: there was none.
  answer          text,
  outcome         text not null,
  at              timestamptz not null,
  erase_at        timestamptz not null,
  foreign key (business_id, conversation_id) references conversations (business_id, id) on delete cascade
);
create index model_prompts_by_conversation on model_prompts (conversation_id, id);
create index model_prompts_to_erase on model_prompts (erase_at);
