-- A picture, voice note or document, of theirs or ours. The bytes lie in FILES_DIR, under the id.
create table files (
  business_id     uuid not null,
  id              uuid not null default gen_random_uuid(),
  conversation_id uuid not null,
  -- The message that it came with; null: it is ours.
  message_id      bigint,
  phone_number_id text not null,
  kind            text not null check (kind in ('image', 'video', 'audio', 'document', 'sticker')),
  is_voice        boolean not null default false,
  type            text not null,
  name            text,
  -- What Meta calls what came; it can be had for a week.
  meta_id         text,
  -- As Meta says it: in base64, or in hex.
  sha256          text,
  size_bytes      bigint,
  -- due: it has to be fetched. gone: it cannot be had. forgotten: its bytes have to go, and then this row.
  state           text not null default 'due' check (state in ('due', 'kept', 'gone', 'forgotten')),
  due_at          timestamptz not null default now(),
  fence           bigint not null default 0,
  tries           int not null default 0,
  fault           text,
  -- What was heard in it.
  transcript      text,
  created_at      timestamptz not null default now(),
  primary key (business_id, id),
  foreign key (business_id, conversation_id) references conversations (business_id, id),
  foreign key (business_id, message_id) references messages (business_id, id)
);
create index files_due on files (due_at) where state in ('due', 'forgotten');
create index files_by_message on files (business_id, message_id) where message_id is not null;
create index files_by_conversation on files (business_id, conversation_id);

-- What Meta calls a file of ours, by the number it was given to. Good for 30 days.
create table uploads (
  business_id     uuid not null,
  file_id         uuid not null,
  phone_number_id text not null,
  media_id        text not null,
  uploaded_at     timestamptz not null default now(),
  primary key (business_id, file_id, phone_number_id),
  foreign key (business_id, file_id) references files (business_id, id) on delete cascade
);
