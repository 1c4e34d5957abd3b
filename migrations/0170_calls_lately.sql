-- What became of the calls of the last minutes, of all businesses.
create index llm_calls_lately on llm_calls using brin (at) with (pages_per_range = 16, autosummarize = on);
