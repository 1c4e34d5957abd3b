-- Rooms, chairs, machines: what a service needs beside a professional, of which there are so many.
create table resources (
  business_id uuid not null references businesses (id),
  id          uuid not null default gen_random_uuid(),
  key         text not null,
  name        text not null check (name <> ''),
  count       int not null check (count between 1 and 100),
  position    int not null,
  primary key (business_id, id),
  unique (business_id, key)
);

create table service_resources (
  business_id uuid not null,
  service_id  uuid not null,
  resource_id uuid not null,
  primary key (business_id, service_id, resource_id),
  foreign key (business_id, service_id) references services (business_id, id) on delete cascade,
  foreign key (business_id, resource_id) references resources (business_id, id) on delete cascade
);

-- Kept free after this service, if not as long as after the others.
alter table services add column buffer_minutes int check (buffer_minutes between 0 and 240);

-- The very room or chair that a booking has, for as long as its professional is busy. No two have one at a time.
create table booking_units (
  business_id uuid not null,
  booking_id  uuid not null,
  resource_id uuid not null,
  unit        int not null check (unit >= 1),
  starts_at   timestamptz not null,
  busy_until  timestamptz not null check (busy_until > starts_at),
  primary key (business_id, booking_id, resource_id),
  foreign key (business_id, booking_id) references bookings (business_id, id) on delete cascade,
  foreign key (business_id, resource_id) references resources (business_id, id),
  constraint booking_units_no_overlap exclude using gist
    (business_id with =, resource_id with =, unit with =, tstzrange(starts_at, busy_until) with &&)
);
create index booking_units_by_time on booking_units (business_id, busy_until);

-- A booking takes the first unit that is free of each thing it needs, and gives them back when it is no longer booked
-- or goes elsewhere. A writer who has not looked whether there is one fails here.
create function bookings_take_units() returns trigger language plpgsql as $$
declare needed record;
begin
  if tg_op = 'UPDATE' then
    if (new.status, new.starts_at, new.busy_until, new.service_id)
      is not distinct from (old.status, old.starts_at, old.busy_until, old.service_id) then
      return null;
    end if;
    delete from booking_units where business_id = new.business_id and booking_id = new.id;
  end if;
  if new.status <> 'booked' then
    return null;
  end if;
  for needed in
    select r.id, r.key, r.count from service_resources s
      join resources r on r.business_id = s.business_id and r.id = s.resource_id
      where s.business_id = new.business_id and s.service_id = new.service_id order by r.id
  loop
    insert into booking_units (business_id, booking_id, resource_id, unit, starts_at, busy_until)
      select new.business_id, new.id, needed.id, min(unit), new.starts_at, new.busy_until
      from generate_series(1, needed.count) unit
      where not exists (select from booking_units taken where taken.business_id = new.business_id
        and taken.resource_id = needed.id and taken.unit = unit.unit
        and tstzrange(taken.starts_at, taken.busy_until) && tstzrange(new.starts_at, new.busy_until))
      having min(unit) is not null;
    if not found then
      raise exception 'no unit of % is free', needed.key using errcode = 'exclusion_violation';
    end if;
  end loop;
  return null;
end $$;

create trigger take_units after insert or update on bookings for each row execute function bookings_take_units();
create trigger revise after insert or update or delete on resources for each row execute function businesses_revise();
create trigger revise after insert or update or delete on service_resources for each row execute function businesses_revise();
