#!/usr/bin/env bash
# Restores into a folder of its own and starts a scratch server on it that nobody can reach, checks what it finds, and
# prints one line of JSON. The running data are not touched. Arguments: the folder, then what pgBackRest is to restore.
# With TABLE, that table is put beside the running ones, into the schema ASIDE of the running database.
set -euo pipefail
target=$1
shift
socket=$(mktemp -d)
rm -rf "$target" && install -d -m 700 "$target"
began=$(date +%s.%N)
pgbackrest --stanza=main --pg1-path="$target" --recovery-option=restore_command='fetch-wal.sh %f "%p"' "$@" restore >&2
restored=$(date +%s.%N)
scratch=(-c listen_addresses= -c "unix_socket_directories=$socket" -c port=5499 -c archive_mode=off -c synchronous_standby_names=
  -c shared_buffers=128MB -c max_connections=120)
trap 'pg_ctl -D "$target" -m fast -w stop >/dev/null 2>&1 || true' EXIT
pg_ctl -D "$target" -o "${scratch[*]}" -w -t 900 -l "$socket/log" start >&2 || { tail -n 20 "$socket/log" >&2; exit 1; }
export PGHOST=$socket PGPORT=5499 PGUSER=postgres PGDATABASE=whats_agent
ask() { psql -XAtq -v ON_ERROR_STOP=1 -c "$1"; }
until [ "$(ask 'select pg_is_in_recovery()')" = f ]; do sleep 0.1; done
ready=$(date +%s.%N)
# Every index against its table, page checksums on the way.
pg_amcheck --database=whats_agent --heapallindexed --jobs=2 >&2
if [ -n "${TABLE:-}" ]; then
  # The scratch server is thrown away: there the table may move to where it is to be found later.
  ask "create schema $ASIDE; alter table public.$TABLE set schema $ASIDE" >&2
  {
    pg_dump --schema="$ASIDE" --section=pre-data --section=data --no-owner --no-privileges
    echo "grant usage on schema $ASIDE to whats_agent; grant select on all tables in schema $ASIDE to whats_agent;"
  } | PGHOST=postgres PGPORT=5432 PGPASSWORD=$POSTGRES_PASSWORD psql -Xq -v ON_ERROR_STOP=1 --single-transaction >&2
  ask "alter table $ASIDE.$TABLE set schema public" >&2
fi
ask "select json_build_object(
  'restoreSeconds', round(($restored - $began)::numeric, 1), 'recoverySeconds', round(($ready - $restored)::numeric, 1),
  'inbox', (select count(*) from inbox), 'newest', (select max(received_at) from inbox),
  'lastInbox', (select coalesce(max(id), 0) from inbox),
  'conversations', (select count(*) from conversations), 'bookings', (select count(*) from bookings),
  'overlaps', (select count(*) from bookings a join bookings b on a.professional_id = b.professional_id and a.id < b.id
     and a.status = 'booked' and b.status = 'booked' and tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)),
  'migrations', (select count(*) from migrations))"
