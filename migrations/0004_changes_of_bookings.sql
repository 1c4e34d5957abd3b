-- What became of a booking after it was made, and who did it.
alter table bookings
  add column booked_by    text not null default 'system' check (booked_by in ('contact', 'person', 'system')),
  -- How often it was moved, and when last: a reminder must not come right after the move it would remind of.
  add column moves        int not null default 0 check (moves >= 0),
  add column moved_at     timestamptz,
  -- The contact said that they come. A move asks anew.
  add column confirmed_at timestamptz,
  add column stars        int check (stars between 1 and 5),
  -- Who makes the change of this very statement, and when. Taken by the trigger below, so that it is null at rest and
  -- no change is ever put down to who made the one before.
  add column changed_by   text check (changed_by in ('contact', 'person', 'system')),
  add column changed_at   timestamptz;
create index bookings_ahead on bookings (starts_at) where status = 'booked';
create index bookings_over on bookings (ends_at) where status in ('booked', 'done');

-- The history of every booking: rows are only ever added. It holds no name, so that erasing a contact leaves it whole.
create table booking_changes (
  id          bigint generated always as identity primary key,
  business_id uuid not null,
  booking_id  uuid not null,
  at          timestamptz not null,
  by          text not null check (by in ('contact', 'person', 'system')),
  kind        text not null
    check (kind in ('booked', 'moved', 'cancelled', 'confirmed', 'rated', 'no_show', 'done')),
  before      jsonb,
  after       jsonb not null,
  foreign key (business_id, booking_id) references bookings (business_id, id) on delete cascade
);
create index booking_changes_by_booking on booking_changes (business_id, booking_id, id);

create function bookings_told(booking bookings) returns jsonb language sql immutable as $$
  select jsonb_build_object('service', booking.service_id, 'professional', booking.professional_id,
    'start', booking.starts_at, 'end', booking.ends_at, 'priceCents', booking.price_cents, 'status', booking.status,
    'moves', booking.moves, 'confirmed', booking.confirmed_at is not null, 'stars', booking.stars)
$$;

create function bookings_keep_made() returns trigger language plpgsql as $$
begin
  insert into booking_changes (business_id, booking_id, at, by, kind, after)
    values (new.business_id, new.id, new.booked_at, new.booked_by, 'booked', bookings_told(new));
  return null;
end $$;

create function bookings_keep_change() returns trigger language plpgsql as $$
declare kind text := case
  when new.status <> old.status then new.status
  when (new.starts_at, new.ends_at, new.professional_id, new.service_id)
    is distinct from (old.starts_at, old.ends_at, old.professional_id, old.service_id) then 'moved'
  when old.confirmed_at is null and new.confirmed_at is not null then 'confirmed'
  when new.stars is distinct from old.stars and new.stars is not null then 'rated'
end;
begin
  if kind is not null then
    insert into booking_changes (business_id, booking_id, at, by, kind, before, after)
      values (new.business_id, new.id, coalesce(new.changed_at, now()), coalesce(new.changed_by, 'system'), kind,
        bookings_told(old), bookings_told(new));
  end if;
  new.changed_by := null;
  new.changed_at := null;
  return new;
end $$;

create trigger keep_made after insert on bookings for each row execute function bookings_keep_made();
create trigger keep_change before update on bookings for each row execute function bookings_keep_change();

insert into booking_changes (business_id, booking_id, at, by, kind, after)
  select business_id, id, booked_at, booked_by, 'booked', bookings_told(bookings) from bookings;

-- "PARE": no reminder, follow-up or offer goes to them; what they ask is still answered.
alter table contacts add column opted_out_at timestamptz;
