#!/bin/sh
# An app that is scripted: shows an empty screen, says in its log what it hears, and writes into the file $1 that it has
# ended because nobody speaks to it any more.
echo '{"v":1,"world":{"now":"2026-11-23T10:00:00+09:00"}}'
echo '{"v":1,"screen":{"root":{"id":"r","k":"group"},"over":[],"reading":[]}}'
echo 'not of the protocol'
while read -r line; do
    case $line in
        *'"kill"'*) exit 3 ;;
        *'"crash"'*)
            echo 'first word' >&2
            echo 'last word' >&2
            exit 1
            ;;
        *) printf '{"v":1,"log":%s}\n' "$line" ;;
    esac
done
echo ended >"$1"
