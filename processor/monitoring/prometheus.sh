#!/bin/sh
# Runs Prometheus with what the environment says: whom to scrape and by which token, whom to tell of alerts, how long to keep
# what it has. Prometheus itself reads files only; these lie in memory, and nobody else may read them.
set -eu

folder=${PROMETHEUS_FOLDER:-/run/prometheus}

# Targets as Prometheus reads them, from addresses with commas between.
targets() {
    list=
    for address in $(printf %s "$1" | tr ',' ' '); do
        list="$list${list:+, }\"$address\""
    done
    printf '[{"targets": [%s]}]\n' "$list"
}

umask 077
printf %s "${METRICS_TOKEN:-}" >"$folder/token"
targets "${PROCESSOR_TARGETS:-}" >"$folder/processors.json"
targets "${CONNECT_TARGETS:-}" >"$folder/workers.json"
targets "${ALERTMANAGER_TARGETS:-}" >"$folder/alertmanagers.json"
exec "${PROMETHEUS_PROGRAM:-/bin/prometheus}" \
    --config.file=/etc/prometheus/prometheus.yml \
    --storage.tsdb.path=/prometheus \
    --storage.tsdb.retention.time="${PROMETHEUS_RETENTION:-15d}"
