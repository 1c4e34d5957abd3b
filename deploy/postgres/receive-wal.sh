#!/usr/bin/env bash
# Writes the log to the second disk as it comes, and lets go of what the backups have had for a while.
set -uo pipefail
export PGHOST=postgres PGUSER=receiver PGPASSWORD=$RECEIVER_PASSWORD PGAPPNAME=receiver
keep=64 # segments of 16 MB

forget() {
  local archived
  archived=$(psql -XAtq --dbname whats_agent --command 'select last_archived_wal from pg_stat_archiver' 2>/dev/null) || return
  find /wal -maxdepth 1 -type f -regextype posix-extended -regex '/wal/[0-9A-F]{24}' -printf '%f\n' | sort | head -n "-$keep" |
    while read -r segment; do [[ "$segment" < "${archived:0:24}" ]] && rm -f "/wal/$segment"; done
}
while sleep 60; do forget; done &

trap 'kill 0' TERM INT
while :; do
  pg_receivewal --directory=/wal --slot=receiver --create-slot --if-not-exists >/dev/null 2>&1
  pg_receivewal --directory=/wal --slot=receiver --synchronous --no-loop &
  wait $!
  sleep 0.3
done
