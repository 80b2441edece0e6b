#!/usr/bin/env bash
# `./dev demo [--once]`: a whole made-up campaign through every channel, against the stand-in gateways.
set -euo pipefail
root=$PWD
work=$root/build/demo
bin=$root/build/bin
customers=10000
once=no
for argument in "$@"; do
  case $argument in
    --once) once=yes ;;
    --customers=*) customers=${argument#*=} ;;
    *)
      echo "usage: ./dev demo [--once] [--customers=N]" >&2
      exit 2
      ;;
  esac
done

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
field() { python3 -c 'import json, sys; v = json.load(sys.stdin)
for k in sys.argv[1:]: v = v[int(k)] if isinstance(v, list) else v[k]
print(v)' "$@"; }

# A second run starts clean, also after one that was killed.
if [ -f "$work/pids" ]; then
  while read -r pid; do kill "$pid" 2>/dev/null || true; done <"$work/pids"
  for _ in $(seq 100); do
    alive=no
    while read -r pid; do kill -0 "$pid" 2>/dev/null && alive=yes; done <"$work/pids"
    [ $alive = no ] && break
    sleep 0.1
  done
fi
rm -rf "$work"
mkdir -p "$work/letters"

started=()
stop_all() {
  trap - EXIT
  for ((at = ${#started[@]} - 1; at >= 0; at--)); do
    kill "${started[at]}" 2>/dev/null || true
    wait "${started[at]}" 2>/dev/null || true
  done
  rm -f "$work/pids"
}
trap stop_all EXIT
trap 'exit 130' INT TERM

say "Stand-in gateways"
export DEMO_LISTEN="127.0.0.1:$(free_port)"
export DEMO_URL="http://$DEMO_LISTEN"
"$bin/triand-standin" serve --listen 127.0.0.1:0 --smtp 127.0.0.1:0 --ports-file "$work/ports.json" \
  --receipt-delay 300 --esms-unregistered 052 --zalo-webhook "$DEMO_URL/webhooks/zalo" \
  --zalo-webhook-app-id 2074138120372622546 --zalo-oa-secret-key demo-oa-secret-key \
  --zalo-daily-quota 10000000 --website-secret whsec_ZGVtby1zaWduaW5nLXNlY3JldC1vZi0zMi1ieXRlcyE= \
  --website-webhook "$DEMO_URL/webhooks/website" --rules "$root/config/demo/rules.json" >"$work/standin.log" 2>&1 &
started+=($!)
echo "${started[-1]}" >>"$work/pids"
for _ in $(seq 100); do
  [ -f "$work/ports.json" ] && break
  kill -0 "${started[0]}" 2>/dev/null || { cat "$work/standin.log" >&2; exit 1; }
  sleep 0.1
done
export STANDIN_URL="http://127.0.0.1:$(field http <"$work/ports.json")"
export STANDIN_SMTP="smtp://127.0.0.1:$(field smtp <"$work/ports.json")"
cat "$work/standin.log"

say "The service"
export DEMO_DATABASE=$work/triand.db DEMO_LETTERS=$work/letters
export DEMO_PIGEON="python3 '$root/tests/exec/example.py' '$work/book.jsonl'"
# A Unix socket's path is short; the demo's folder may not be.
sockets=$(mktemp -d /tmp/triand-demo.XXXXXX)
trap 'stop_all; rm -rf "$sockets"' EXIT
export DEMO_SOCKET=$sockets/control.sock
export TRIAND_SOCKET=$DEMO_SOCKET
"$bin/triand" --config "$root/config/demo/triand.yaml" --check
"$bin/triand" --config "$root/config/demo/triand.yaml" 2>"$work/triand.log" &
started+=($!)
echo "${started[-1]}" >>"$work/pids"
for _ in $(seq 100); do
  "$bin/trianctl" --quiet status >/dev/null 2>&1 && break
  kill -0 "${started[1]}" 2>/dev/null || { cat "$work/triand.log" >&2; exit 1; }
  sleep 0.1
done
curl -fsS -X POST "$STANDIN_URL/standin/zalo/token" -d '{}' |
  "$bin/trianctl" channels authorize zalo

begin=$(date +%s)
say "A made-up list of $customers customers"
"$bin/triand-standin" customers --count "$customers" --seed 2026 --faults 3 --units "$root/config/demo/units.csv" \
  --output "$work/customers.csv"
"$bin/trianctl" customers import "$work/customers.csv" --rejects "$work/customers.rejects.csv" || [ $? -eq 3 ]

say "Plan and approve"
today=$(TZ=Asia/Ho_Chi_Minh date +%F)
sed -e "s/@FROM@/$today/" -e "s/@TO@/$(date -d "$today + 3 days" +%F)/" "$root/config/demo/tri-an.yaml" >"$work/tri-an.yaml"
"$bin/trianctl" campaign check "$work/tri-an.yaml"
"$bin/trianctl" campaign plan "$work/tri-an.yaml"
id=tri-an-demo-${today%%-*}
"$bin/trianctl" campaign preview "$id" --channel sms
"$bin/trianctl" campaign approve "$id"

say "Run"
# The last letters do not fill a batch: once nothing else is to come they are handed over, as an operator would do.
(
  while sleep 1; do
    state=$("$bin/trianctl" --json campaign status "$id" 2>/dev/null) || exit 0
    [ "$(field state <<<"$state")" = running ] || { [ "$(field state <<<"$state")" = approved ] || exit 0; continue; }
    waiting=$(python3 -c 'import json, sys; d = json.load(sys.stdin)["channels"]
print(sum(c["queued"] for c in d.values()) + sum(c["sending"] for n, c in d.items() if n != "letter"))' <<<"$state")
    [ "$waiting" = 0 ] || continue
    for batch in $("$bin/trianctl" --json letters list | python3 -c 'import json, sys
print(*[b["batch"] for b in json.load(sys.stdin)["batches"] if b["state"] == "open"])'); do
      "$bin/trianctl" --quiet letters release "$batch" >/dev/null
    done
  done
) &
releaser=$!
"$bin/trianctl" campaign watch "$id"
wait $releaser 2>/dev/null || true
# Receipts come a moment after the last message.
previous=
for _ in $(seq 60); do
  now=$("$bin/trianctl" --json campaign balance "$id" | field recipients reached)
  [ "$now" = "$previous" ] && break
  previous=$now
  sleep 1
done

say "Balance"
"$bin/trianctl" campaign balance "$id"
"$bin/trianctl" channels list

say "\"Did you write to me?\""
code=$(curl -fsS "$STANDIN_URL/ledger/messages?channel=sms&limit=1" | field messages 0 address)
"$bin/trianctl" deliveries find "$code"
reference=$("$bin/trianctl" --json deliveries find "$code" | field deliveries 0 reference)
"$bin/trianctl" deliveries show "$reference"

say "What the gateways say"
curl -fsS "$STANDIN_URL/ledger"
printf '\n\nsent by the program: %s messages' "$(wc -l <"$work/book.jsonl")"
printf '\nletters: %s\n' "$(find "$work/letters/outbox" -name letters.pdf | sort | head -1)"
printf 'list, rejects, log: %s\n' "$work"
printf 'time taken: %s s\n' "$(($(date +%s) - begin))"

say "The console"
password=$(python3 -c 'import secrets; print(secrets.token_urlsafe(12))')
for role in viewer support operator admin; do
  "$bin/trianctl" --quiet users add "demo-$role" --role "$role" <<<"$password" >/dev/null
done
printf '%s/\nlog in as demo-viewer, demo-support, demo-operator or demo-admin, password %s; look up %s\n' "$DEMO_URL" "$password" "$code"
[ $once = yes ] && exit 0

say "The service stays up; Ctrl-C ends the demo. Try: TRIAND_SOCKET=$DEMO_SOCKET $bin/trianctl status"
wait "${started[1]}"
