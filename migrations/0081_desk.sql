-- What the people at the desk see of a conversation in a list, kept where the list is read: at most one update a message.
create extension if not exists pg_trgm;
create sequence conversation_touches;

alter table conversations
  add column last_message_at timestamptz,
  add column last_message_id bigint,
  -- The last message of the contact's, and the last that somebody at the desk has seen.
  add column last_in_id      bigint not null default 0,
  add column read_id         bigint not null default 0,
  add column assigned_to     uuid references users (id) on delete set null,
  -- Another number whenever anything of it changes: what live screens look for.
  add column touched         bigint not null default nextval('conversation_touches');

create function conversations_touch() returns trigger language plpgsql as $$
begin
  new.touched := nextval('conversation_touches');
  return new;
end $$;
create trigger touch before update on conversations for each row execute function conversations_touch();

-- The writer of messages holds their conversations' locks already.
create function messages_summarise() returns trigger language plpgsql as $$
begin
  update conversations k
    set last_message_at = said.at, last_message_id = said.id, last_in_id = greatest(k.last_in_id, said.last_in_id)
    from (select business_id, conversation_id, max(at) as at, max(id) as id,
        coalesce(max(id) filter (where direction = 'in'), 0) as last_in_id
      from added group by 1, 2) said
    where k.business_id = said.business_id and k.id = said.conversation_id;
  return null;
end $$;
create trigger summarise after insert on messages referencing new table as added
  for each statement execute function messages_summarise();

update conversations k
  set last_message_at = said.at, last_message_id = said.id, last_in_id = said.last_in_id, read_id = said.last_in_id
  from (select business_id, conversation_id, max(at) as at, max(id) as id,
      coalesce(max(id) filter (where direction = 'in'), 0) as last_in_id
    from messages group by 1, 2) said
  where k.business_id = said.business_id and k.id = said.conversation_id;

create index conversations_by_activity on conversations (business_id, last_message_at desc, id desc)
  where last_message_id is not null;
create index conversations_by_status on conversations (business_id, status, last_message_at desc, id desc)
  where last_message_id is not null;
create index conversations_unread on conversations (business_id, last_message_at desc, id desc)
  where last_message_id is not null and last_in_id > read_id;
create index conversations_by_touch on conversations (business_id, touched);

-- Somebody is looked for by a part of the name or of the number.
create function contacts_searched(name text, profile_name text, wa_id text) returns text language sql immutable as $$
  select lower(coalesce(name, '') || ' ' || coalesce(profile_name, '') || ' ' || coalesce(wa_id, ''))
$$;
create index contacts_by_words on contacts using gin (contacts_searched(name, profile_name, wa_id) gin_trgm_ops);
create index contacts_by_age on contacts (business_id, created_at desc, id desc);

-- Said among the people at the desk; contacts never see it.
create table notes (
  business_id     uuid not null,
  id              bigint generated always as identity,
  conversation_id uuid not null,
  user_id         uuid references users (id) on delete set null,
  text            text not null check (text <> ''),
  at              timestamptz not null,
  primary key (business_id, id),
  foreign key (business_id, conversation_id) references conversations (business_id, id)
);
create index notes_by_conversation on notes (business_id, conversation_id, id);

-- Who said it at the desk; null: the agent, or the owner's phone.
alter table messages add column user_id uuid references users (id) on delete set null;
