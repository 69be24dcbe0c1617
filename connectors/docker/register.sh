#!/usr/bin/env bash
# Registers each of the sinks with Connect, or gives a registered one the configuration that is in its file.
# Usage: register.sh HOST PORT FOLDER; tries until Connect answers.
set -euo pipefail
export LC_ALL=C

host=$1
port=$2
folder=$3

main() {
    local file
    for file in "$folder"/*.json; do
        until put "$(name_in "$file")" "$(<"$file")"; do
            echo "register: waiting for Connect at $host:$port" >&2
            sleep 2
        done
    done
}

name_in() {
    sed -n 's/^ *"name": *"\([^"]*\)".*/\1/p' "$1" | head -n 1
}

# Answers 409 while Connect rebalances, and 404 or 500 before it is up; 400 says that the configuration is wrong.
put() {
    local status
    status=$(
        { exec 3<>"/dev/tcp/$host/$port"; } 2>/dev/null || exit 0
        printf 'PUT /connectors/%s/config HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s' \
            "$1" "$host" "${#2}" "$2" >&3
        sed -n '1s/^HTTP[^ ]* \([0-9]*\).*/\1/p' <&3
    )
    case $status in
        200 | 201) echo "register: $1 is registered" ;;
        400)
            echo "register: Connect refuses the configuration of $1" >&2
            exit 1
            ;;
        *) return 1 ;;
    esac
}

main
