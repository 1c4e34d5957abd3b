-- What reports ask of turns, each kind a small part of them: the three steps to a booking (docs/metrics.md), what nobody
-- could answer, what was handed over, and what came with a rating. src/insight/funnel.store.ts and report.store.ts state
-- the same conditions.
create index traces_wished on traces (business_id, at) include (conversation_id)
  where commands @> '[{"kind": "start", "flow": "book"}]' or commands @> '[{"kind": "ask", "topic": "availability"}]'
    or acts @> '[{"act": "ask", "slot": "service"}]' or acts @> '[{"act": "ask", "slot": "habit"}]'
    or acts @> '[{"act": "ask", "slot": "date"}]' or acts @> '[{"act": "confirm", "proposal": {"act": "book"}}]';
create index traces_offered on traces (business_id, at) include (conversation_id)
  where acts @> '[{"act": "offer"}]' or acts @> '[{"act": "confirm", "proposal": {"act": "book"}}]';
create index traces_booked on traces (business_id, at) include (conversation_id)
  where effects @> '[{"kind": "book"}]' and acts @> '[{"act": "done"}]';
create index traces_unanswered on traces (business_id, at)
  where acts @> '[{"act": "missing"}]' or acts @> '[{"act": "lost"}]';
create index traces_handed_over on traces (business_id, at) where effects @> '[{"kind": "handoff"}]';
create index traces_rated on traces (business_id, at) where effects @> '[{"kind": "rate"}]';

create index bookings_by_making on bookings (business_id, booked_at);
create index booking_changes_rated on booking_changes (business_id, at) where kind = 'rated';
