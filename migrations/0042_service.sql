-- How the service did, ten seconds a row for each process that serves. A stretch without rows is a stretch without service.
create table service_slices (
  at       timestamptz not null,
  instance uuid not null,
  -- webhook: what Meta calls. http: all the rest.
  sli      text not null check (sli in ('webhook', 'http')),
  total    int not null,
  -- Answered with 5xx, or not at all.
  bad      int not null,
  -- Not within the objective of 500 ms.
  slow     int not null,
  sum_ms   float8 not null,
  -- platform/spread.ts: how many took how long.
  spread   jsonb not null,
  primary key (at, instance, sli)
);

-- What the host and the process used, a few figures a minute.
create table performance_samples (
  at       timestamptz not null,
  name     text not null,
  value    float8 not null,
  unit     text not null,
  primary key (name, at)
);
