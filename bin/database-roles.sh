#!/bin/sh
# Runs once inside the database's container, at its first start: the owner migrates, the application owns nothing.
set -eu
psql -v ON_ERROR_STOP=1 -v owner="$MEND_DB_OWNER_PASSWORD" -v app="$MEND_DB_PASSWORD" --username postgres --dbname postgres <<'SQL'
CREATE ROLE mend_owner LOGIN PASSWORD :'owner';
CREATE ROLE mend_app LOGIN PASSWORD :'app';
CREATE DATABASE mend OWNER mend_owner TEMPLATE template0 ENCODING 'UTF8'
  LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C';
SQL
