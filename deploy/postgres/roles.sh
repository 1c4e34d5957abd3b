#!/usr/bin/env bash
# The application owns its database and nothing else; the receiver only reads the log.
set -euo pipefail
psql -v ON_ERROR_STOP=1 --username postgres --no-psqlrc \
  -v app_password="$APP_PASSWORD" -v receiver_password="$RECEIVER_PASSWORD" <<'SQL'
create role whats_agent login createdb password :'app_password';
alter role whats_agent set idle_in_transaction_session_timeout = '15s';
create role receiver login replication password :'receiver_password';
create database whats_agent owner whats_agent;
revoke connect on database whats_agent from public;
\connect whats_agent
create extension pg_stat_statements;
create extension amcheck;
create extension btree_gist;
SQL
echo 'host replication receiver all scram-sha-256' >>"$PGDATA/pg_hba.conf"
