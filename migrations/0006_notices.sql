-- What we say without being asked. A reminder goes out so many hours before the start; null minutes: no follow-up.
alter table businesses
  add column reminder_hours    int[] not null default '{24,2}'
    check (array_position(reminder_hours, null) is null and 0 < all (reminder_hours) and 168 >= all (reminder_hours)),
  add column follow_up_minutes int default 60 check (follow_up_minutes between 0 and 10080);

-- What was said about a booking that starts then: a booking that moved is reminded of anew, and nothing is said twice.
create table notices (
  business_id uuid not null,
  booking_id  uuid not null,
  -- reminder_24, reminder_2, follow_up
  kind        text not null check (kind ~ '^(reminder_\d+|follow_up)$'),
  starts_at   timestamptz not null,
  at          timestamptz not null,
  primary key (business_id, booking_id, kind, starts_at),
  foreign key (business_id, booking_id) references bookings (business_id, id) on delete cascade
);
