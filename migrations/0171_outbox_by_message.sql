-- A message is let go of only when nothing waits to be sent for it: without this the whole outbox is read for each.
create index outbox_by_message on outbox (business_id, message_id);
