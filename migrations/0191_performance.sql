-- What an analysis of the performance found, so that the next says what has changed (`whats-agent perf analyze`).
create table performance_snapshots (
  taken_at timestamptz primary key,
  -- ops/performance.ts: Figures.
  figures  jsonb not null
);

-- How each process is, told with its sign of life: null of one that is of the release before.
alter table heartbeats add column memory_mb float8;
alter table heartbeats add column event_loop_ms float8;
alter table heartbeats add column pool_waiting int;

-- How long each statement takes is known where the server has loaded the library, and only a superuser may make the
-- extension: where that is somebody else, `whats-agent perf analyze` says what to ask of them.
do $$
begin
  create extension if not exists pg_stat_statements;
exception when others then
  raise notice 'pg_stat_statements is not there: %', sqlerrm;
end $$;
