#!/usr/bin/env bash
# Runs a Connect worker with the settings that the environment names: CONNECT_GROUP_ID is group.id. An empty one is none.
#
# How the brokers let us in (security.protocol, sasl.*, ssl.*) is told to the worker and to the clients that it opens for the
# sinks, consumer., producer. and admin.; a variable of a client's own wins there (CONNECT_CONSUMER_SASL_MECHANISM). Of sasl.*
# and ssl.* the name of the variable is written down, and Connect's own provider fills it in: no secret lies in a file.
set -euo pipefail

settings=${CONNECT_SETTINGS_FILE:-/tmp/connect.properties}

write_settings() {
    local name client own
    while IFS= read -r name; do
        case $name in
            CONNECT_SETTINGS_FILE | CONNECT_PROGRAM) continue ;;
        esac
        if [[ -z ${!name} ]]; then
            continue
        fi
        write "$(key_of "$name")" "$name"
        case $name in
            CONNECT_SECURITY_PROTOCOL | CONNECT_SASL_* | CONNECT_SSL_*)
                for client in CONSUMER PRODUCER ADMIN; do
                    own=CONNECT_${client}_${name#CONNECT_}
                    if [[ -z ${!own:-} ]]; then
                        write "$(key_of "$own")" "$name"
                    fi
                done
                ;;
        esac
    done < <(compgen -e CONNECT_ | sort)
}

key_of() {
    local key=${1#CONNECT_}
    key=${key,,}
    printf '%s' "${key//_/.}"
}

write() {
    case .$1 in
        *.sasl.* | *.ssl.*) printf '%s=${env:%s}\n' "$1" "$2" ;;
        *) printf '%s=%s\n' "$1" "${!2}" ;;
    esac
}

umask 077
write_settings >"$settings"
exec "${CONNECT_PROGRAM:-/opt/kafka/bin/connect-distributed.sh}" "$settings"
