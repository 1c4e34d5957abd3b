-- Codes of second factors that have opened a session: each does so once (RFC 6238, section 5.2).
create table used_codes (
  user_id uuid not null references users (id) on delete cascade,
  code    text not null,
  at      timestamptz not null,
  primary key (user_id, code)
);
