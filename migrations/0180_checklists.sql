-- What was looked at, by whom, and what came of it. Of the installation, like alerts, and so of no business.
create table checklists (
  id         uuid primary key,
  -- morning, evening …: src/ops/checklist.ts has them.
  name       text not null check (name <> ''),
  done_by    text not null check (done_by <> ''),
  started_at timestamptz not null,
  ended_at   timestamptz not null check (ended_at >= started_at),
  light      text not null check (light in ('green', 'yellow', 'red')),
  -- One object an item, in the order of the list.
  items      jsonb not null
);
create index checklists_in_time on checklists (started_at desc, id desc);
create index checklists_by_name on checklists (name, started_at desc);
