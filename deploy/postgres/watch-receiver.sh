#!/usr/bin/env bash
# A commit waits for the second disk while the receiver streams. When the receiver is away for RECEIVER_PATIENCE seconds,
# policy `degrade` (the default) lets commits go on without it, and says so; policy `block` keeps them waiting.
set -uo pipefail
ask() { psql -XAtq --username postgres --dbname postgres --command "$1" 2>/dev/null; }
missing=0
while sleep 1; do
  state=$(ask "select (select count(*) from pg_stat_replication where application_name = 'receiver' and state = 'streaming'
    and sent_lsn - flush_lsn < 16777216) || ' ' || current_setting('synchronous_standby_names')") || continue
  case "$state" in
    '1 ')
      ask "alter system set synchronous_standby_names = 'receiver'" && ask 'select pg_reload_conf()' >/dev/null
      echo 'receiver.synchronous: what is acknowledged is on both disks' ;;
    '1 receiver') missing=0 ;;
    '0 receiver')
      missing=$((missing + 1))
      if [ "$missing" -ge "${RECEIVER_PATIENCE:-15}" ] && [ "${RECEIVER_POLICY:-degrade}" = degrade ]; then
        ask 'alter system reset synchronous_standby_names' && ask 'select pg_reload_conf()' >/dev/null
        echo 'receiver.degraded: the log reaches one disk only; RPO is not 0'
        missing=0
      fi ;;
  esac
done
