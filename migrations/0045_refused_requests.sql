-- Who knocks without a key: requests answered with 401 or 403.
alter table service_slices add column refused int not null default 0;
