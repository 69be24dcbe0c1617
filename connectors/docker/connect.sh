#!/usr/bin/env bash
# Runs a Connect worker with the settings that the environment names: CONNECT_GROUP_ID is group.id.
set -euo pipefail

settings=${CONNECT_SETTINGS_FILE:-/tmp/connect.properties}

write_settings() {
    local name
    while IFS= read -r name; do
        case $name in
            CONNECT_SETTINGS_FILE | CONNECT_PROGRAM) continue ;;
        esac
        local key=${name#CONNECT_}
        key=${key,,}
        printf '%s=%s\n' "${key//_/.}" "${!name}"
    done < <(compgen -e CONNECT_ | sort)
}

umask 077
write_settings >"$settings"
exec "${CONNECT_PROGRAM:-/opt/kafka/bin/connect-distributed.sh}" "$settings"
