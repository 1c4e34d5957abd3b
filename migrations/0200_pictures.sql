-- A model may be asked what a picture shows.
alter table llm_calls drop constraint llm_calls_purpose_check;
alter table llm_calls add constraint llm_calls_purpose_check
  check (purpose in ('understand', 'answer', 'word', 'summarise', 'see', 'check'));
