-- Conversations that were just handed over: a model may still tell the five lines about them better.
create index conversations_handed_over on conversations (handed_over_at) where status = 'human';

-- business/business.ts: ModelUse.
update businesses set models = '{"summarise": true}' || models;
alter table businesses alter column models
  set default '{"understand": true, "fluid": ["talk", "knowledge"], "summarise": true, "dayTokens": null, "remember": false}';
