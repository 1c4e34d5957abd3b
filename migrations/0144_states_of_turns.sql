-- What the dialogue knew when a turn began, so that it can be replayed with another prompt or model; null: an earlier release closed it.
alter table traces add column state jsonb;
