-- What was given back lately, for those who wait for it.
create index booking_changes_freed on booking_changes (at) where kind in ('cancelled', 'moved');
