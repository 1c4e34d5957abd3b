-- Who agreed to be written to with news, and since when; null: nobody asked, or they took it back.
alter table contacts add column news_since timestamptz;

-- Each time it was given or taken back. A person at the desk says how they came to know: `ficha de cadastro`.
alter table privacy_requests
  drop constraint privacy_requests_kind_check,
  add constraint privacy_requests_kind_check
    check (kind in ('export', 'erase', 'optOut', 'optIn', 'news', 'noNews')),
  add column "by" text not null default 'contact' check ("by" in ('contact', 'desk', 'meta')),
  add column source text check (source <> '');
create index privacy_requests_by_contact on privacy_requests (business_id, contact_id, id);
