-- Which message a notice was: whether it arrived is looked up there. null: nobody was told, or a release before said it.
alter table notices add column message_id bigint;
alter table notices add foreign key (business_id, message_id) references messages (business_id, id);
create index notices_in_time on notices (business_id, at);
create index notices_by_message on notices (business_id, message_id) where message_id is not null;
