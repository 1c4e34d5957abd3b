-- Which colours take requests. The newest row holds; the others say who changed it and why.
create table active_slots (
  revision   bigint generated always as identity primary key,
  colours    text[] not null check (cardinality(colours) > 0 and colours <@ array['blue', 'green']),
  changed_by text not null,
  reason     text not null,
  changed_at timestamptz not null default clock_timestamp()
);
insert into active_slots (colours, changed_by, reason) values ('{blue}', 'installation', 'the first slot');

-- One release at a time. A holder that died does not hold for long, and the fence tells it from who came after.
create table release_lock (
  only_one   boolean primary key default true check (only_one),
  holder     text not null,
  message    text not null,
  fence      bigint not null default 1,
  expires_at timestamptz not null
);

-- What was released, step by step: a chain, so that a row that was changed or removed shows.
create table release_events (
  id          bigint generated always as identity primary key,
  release     text not null,
  step        text not null,
  detail      jsonb not null,
  actor       text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  prev_hash   text not null,
  hash        text not null
);
create function chain_release_event() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(7281912);
  new.prev_hash := coalesce((select hash from release_events order by id desc limit 1), '');
  new.hash := encode(sha256(convert_to(concat_ws('|', new.prev_hash, new.release, new.step, new.detail::text, new.actor,
    to_char(new.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')), 'UTF8')), 'hex');
  return new;
end $$;
create trigger release_events_chain before insert on release_events for each row execute function chain_release_event();
