-- What the owner wrote in the WhatsApp Business app comes back to us as an echo.
alter table inbox drop constraint inbox_kind_check;
alter table inbox add constraint inbox_kind_check check (kind in ('message', 'status', 'echo', 'other'));

-- Asked to be forgotten: no name, no address, no word of theirs is left.
alter table contacts add column erased_at timestamptz;

-- What is searched for somebody's traces when they ask to be forgotten.
create index inbox_other on inbox (id) where kind = 'other';
create index contacts_erased on contacts (erased_at) where erased_at is not null;
