-- What a contact usually wants, where the business keeps it: offered, never assumed.
create table habits (
  business_id     uuid not null,
  contact_id      uuid not null,
  service_id      uuid,
  professional_id uuid,
  -- They asked for this professional by name; else it is who served them most.
  asked           boolean not null default false,
  at              timestamptz not null,
  -- Only what was booked after this counts.
  forgotten_at    timestamptz,
  primary key (business_id, contact_id),
  foreign key (business_id, contact_id) references contacts (business_id, id) on delete cascade,
  foreign key (business_id, service_id) references services (business_id, id) on delete set null (service_id),
  foreign key (business_id, professional_id) references professionals (business_id, id) on delete set null (professional_id)
);

-- A business that keeps none any more has none.
create function habits_unkept() returns trigger language plpgsql as $$
begin
  delete from habits where business_id = new.id;
  return null;
end $$;
create trigger habits_unkept after update of models on businesses for each row
  when ((old.models -> 'remember')::boolean and not (new.models -> 'remember')::boolean) execute function habits_unkept();
