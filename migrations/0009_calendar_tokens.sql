-- Who holds a token may read a calendar: 244 random bits, and nothing else asks who they are. It is kept as it is,
-- because its link is shown again; `update … set calendar_token = default` makes an old link worthless.
alter table professionals add column calendar_token text not null unique
  default replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
alter table bookings add column calendar_token text not null unique
  default replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
