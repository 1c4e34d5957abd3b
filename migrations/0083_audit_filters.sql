-- The audit is asked what was changed, what somebody did, and who dealt with something.
create index audit_of_changes on audit (business_id, at desc, id desc) where action not like 'GET %';
create index audit_by_actor on audit (business_id, coalesce(user_id, api_key_id), at desc, id desc);

create function audit_ids(target jsonb) returns text[] language sql immutable as $$
  select array(select value from jsonb_each_text(target))
$$;
create index audit_by_target on audit using gin (audit_ids(target));
