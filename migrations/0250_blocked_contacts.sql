-- A contact of whom the business wants to hear nothing, and since when Meta holds them off from the number they write to.
alter table contacts add column blocked_at timestamptz;
alter table conversations add column held_off_at timestamptz;

create index contacts_blocked on contacts (business_id, id) where blocked_at is not null;
create index conversations_held_off on conversations (business_id, contact_id) where held_off_at is not null;
