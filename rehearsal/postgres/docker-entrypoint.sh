#!/usr/bin/env bash
# What the official image promises and this product relies on: POSTGRES_USER, _PASSWORD, _DB, _INITDB_ARGS,
# /docker-entrypoint-initdb.d, and the arguments of the server, also for the server that runs the scripts.
set -Eeuo pipefail
if [ "${1:-}" = postgres ] && [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA" && chmod 700 "$PGDATA"
  find "$PGDATA" \! -user postgres -exec chown postgres '{}' +
  exec gosu postgres "$BASH_SOURCE" "$@"
fi
if [ "${1:-}" = postgres ] && [ ! -s "$PGDATA/PG_VERSION" ]; then
  : "${POSTGRES_PASSWORD:?must be set for a first start}"
  user=${POSTGRES_USER:-postgres} database=${POSTGRES_DB:-${POSTGRES_USER:-postgres}}
  eval "initdb --username=\"$user\" --pwfile=<(printf '%s\n' \"\$POSTGRES_PASSWORD\") ${POSTGRES_INITDB_ARGS:-}"
  printf '\nhost all all all scram-sha-256\n' >>"$PGDATA/pg_hba.conf"
  PGUSER=$user pg_ctl -D "$PGDATA" -o "$(printf '%q ' "${@:2}") -c listen_addresses='' -p 5432" -w start
  psql=(psql -v ON_ERROR_STOP=1 --username "$user" --no-password --no-psqlrc --dbname)
  [ "$database" = postgres ] || "${psql[@]}" postgres -c "create database \"$database\""
  for file in /docker-entrypoint-initdb.d/*; do
    case "$file" in
      *.sh) if [ -x "$file" ]; then "$file"; else . "$file"; fi ;;
      *.sql) "${psql[@]}" "$database" -f "$file" ;;
    esac
  done
  PGUSER=$user pg_ctl -D "$PGDATA" -m fast -w stop
fi
exec "$@"
