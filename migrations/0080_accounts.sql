-- Who may open the dashboard. better-auth keeps users, sessions, credentials, verifications and second factors; the rest
-- is ours.
create table users (
  id                 uuid primary key default gen_random_uuid(),
  name               text not null check (name <> ''),
  -- Lower case: one person is one row.
  email              text not null unique check (email = lower(email)),
  email_verified     boolean not null default false,
  image              text,
  two_factor_enabled boolean not null default false,
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now()
);

create table sessions (
  id         uuid primary key default gen_random_uuid(),
  user_id    uuid not null references users (id) on delete cascade,
  token      text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sessions_by_user on sessions (user_id);

create table credentials (
  id                       uuid primary key default gen_random_uuid(),
  user_id                  uuid not null references users (id) on delete cascade,
  account_id               text not null,
  provider_id              text not null,
  -- argon2id, in the PHC string format.
  password                 text,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  created_at               timestamptz not null default now(),
  updated_at               timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index credentials_by_user on credentials (user_id);

create table verifications (
  id         uuid primary key default gen_random_uuid(),
  identifier text not null,
  value      text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_by_identifier on verifications (identifier);

create table two_factors (
  id                           uuid primary key default gen_random_uuid(),
  user_id                      uuid not null references users (id) on delete cascade,
  secret                       text not null,
  backup_codes                 text not null,
  verified                     boolean not null default true,
  failed_verification_count    int not null default 0,
  locked_until                 timestamptz
);
create index two_factors_by_user on two_factors (user_id);

-- A role is held in a business: who serves two has two rows, and is nobody in the third.
create table members (
  business_id uuid not null references businesses (id),
  user_id     uuid not null references users (id) on delete cascade,
  role        text not null
    check (role in ('owner', 'attendant', 'operator', 'administrator', 'engineer', 'viewer')),
  since       timestamptz not null default now(),
  primary key (business_id, user_id)
);
create index members_by_user on members (user_id);

-- The link that makes the first owner, or joins somebody invited. It works once. Only its hash is here.
create table invitations (
  business_id uuid not null references businesses (id),
  id          uuid not null default gen_random_uuid(),
  token_hash  text not null unique,
  -- null: whoever has the link says who they are.
  email       text check (email = lower(email)),
  role        text not null
    check (role in ('owner', 'attendant', 'operator', 'administrator', 'engineer', 'viewer')),
  invited_by  uuid references users (id) on delete set null,
  made_at     timestamptz not null,
  expires_at  timestamptz not null check (expires_at > made_at),
  used_at     timestamptz,
  primary key (business_id, id)
);

-- Programs. The key itself is shown once; its first letters tell keys apart.
create table api_keys (
  business_id uuid not null references businesses (id),
  id          uuid not null default gen_random_uuid(),
  name        text not null check (name <> ''),
  start       text not null,
  key_hash    text not null unique,
  -- accounts/permission.ts
  scopes      text[] not null check (cardinality(scopes) > 0),
  made_by     uuid references users (id) on delete set null,
  made_at     timestamptz not null,
  expires_at  timestamptz,
  used_at     timestamptz,
  revoked_at  timestamptz,
  primary key (business_id, id)
);

-- Wrong passwords in a row, of an address whether it has an account or not: the answer must not tell.
create table sign_in_failures (
  email_hash   text primary key,
  failures     int not null,
  locked_until timestamptz not null,
  at           timestamptz not null
);

-- Every change and every sight of personal data. Written before it happens; `status` says what came of it, and null that
-- the process died meanwhile. Rows are only ever added.
create table audit (
  business_id uuid not null references businesses (id),
  id          bigint generated always as identity,
  at          timestamptz not null,
  user_id     uuid references users (id) on delete set null,
  api_key_id  uuid,
  -- The route: `POST /api/v1/bookings`.
  action      text not null,
  -- The ids in its path.
  target      jsonb not null,
  status      int,
  ip_address  text,
  primary key (business_id, id)
);
create index audit_by_time on audit (business_id, at desc, id desc);
-- What is looked at again within the hour is one sight.
create unique index audit_of_sights on audit
  (business_id, action, target, coalesce(user_id, api_key_id), (date_trunc('hour', at at time zone 'utc')))
  where action like 'GET %';
