#!/usr/bin/env bash
# The folders that a fresh disk lacks, the watch over the receiver, then the server as the image starts it.
set -euo pipefail
if [ "${1:-}" = postgres ]; then
  install -d -o postgres -g postgres -m 700 /pg /pg/spool /backups /backups/physical /backups/archival
  # Sealed files and their list, which monitors read.
  install -d -o postgres -g postgres -m 755 /backups/automatic
  gosu postgres watch-receiver.sh &
fi
exec docker-entrypoint.sh "$@"
