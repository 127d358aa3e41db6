#!/usr/bin/env bash
# Three well-known tools against a running server on loopback, with the worked example behind it: testssl.sh, wapiti, sqlmap (Debian packages).
#
#   bench/server/tools.sh [FOLDER]        their reports go there; default: a new folder
set -uo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
binary=${HOSHIRUBE_BINARY:-$here/build/hoshirube}
out=${1:-$(mktemp -d)}
mkdir -p "$out"
data=$(mktemp -d)
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 60 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
  -keyout "$data/key.pem" -out "$data/cert.pem" 2>/dev/null
"$binary" example load --data "$data/data" --until-step 8 --json >"$data/logins.json"
"$binary" serve --data "$data/data" --listen 127.0.0.1:18443 --tls-cert "$data/cert.pem" --tls-key "$data/key.pem" --quiet >/dev/null 2>"$out/tls-server.log" & tls=$!
"$binary" serve --data "$data/data" --listen 127.0.0.1:18080 >/dev/null 2>"$out/server.log" & plain=$!
trap 'kill $tls $plain 2>/dev/null; rm -rf "$data"' EXIT
for port in 18080 18443; do until (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null; do sleep 0.2; done; done

# The operator signs in by the printed link: what only people who are signed in reach is tried, too.
session=$(python3 - "$data/logins.json" <<'P'
import json, sys, urllib.request
login = next(x for x in json.load(open(sys.argv[1]))["first_logins"] if x["role"] == "operator")
base = "http://127.0.0.1:18080"
request = urllib.request.Request(base + "/api/v1/invites/" + login["link"].split("/invite/")[1], method="POST",
    data=json.dumps({"name": login["name"], "password": "correct horse battery"}).encode(),
    headers={"Content-Type": "application/json", "Origin": base})
cookies = urllib.request.urlopen(request).headers.get_all("Set-Cookie")
print(next(c.split(";")[0] for c in cookies if c.startswith("hoshirube_session=")))
P
)

echo "testssl.sh"
timeout 600 testssl --quiet --color 0 --warnings off --ip one --jsonfile "$out/testssl.json" https://127.0.0.1:18443/ >"$out/testssl.txt" 2>&1
python3 - "$out/testssl.json" <<'P'
import json, sys
found = [x for x in json.load(open(sys.argv[1])) if x.get("severity") not in ("OK", "INFO", "DEBUG")]
for x in found: print("  ", x["severity"], x["id"], x["finding"][:120])
print("  ", len(found), "findings above INFO")
P

echo "wapiti"
timeout 900 wapiti -u http://127.0.0.1:18080/ -s http://127.0.0.1:18080/register -s http://127.0.0.1:18080/verify --scope domain -d 4 --max-scan-time 600 \
  -H "Cookie: $session" -s http://127.0.0.1:18080/api/v1/organisations?q=a -s http://127.0.0.1:18080/api/v1/events -f json -o "$out/wapiti.json" --flush-session --no-bugreport >"$out/wapiti.txt" 2>&1
python3 - "$out/wapiti.json" <<'P'
import json, sys
report = json.load(open(sys.argv[1]))
for kind in ("vulnerabilities", "anomalies"):
    for name, items in report[kind].items():
        for x in items: print("  ", kind, name, x["method"], x["path"], (x.get("parameter") or ""), x["info"][:100])
P

echo "sqlmap"
sqlmap_one() { timeout 600 sqlmap --batch --flush-session --level 3 --risk 2 --threads 4 --output-dir "$out/sqlmap" --disable-coloring "$@" >>"$out/sqlmap.txt" 2>&1; }
sqlmap_one -u "http://127.0.0.1:18080/register?q=star&lang=en" -p q,lang
sqlmap_one -u "http://127.0.0.1:18080/api/v1/public/organisations/7990001000001*"
sqlmap_one -u "http://127.0.0.1:18080/api/v1/organisations?q=star&offset=0" -p q,offset --cookie "$session" --ignore-code 400
sqlmap_one -u "http://127.0.0.1:18080/api/v1/events?q=star&after=0&before=9&type=answer.saved" -p q,after,before,type --cookie "$session" --ignore-code 400
sqlmap_one -u "http://127.0.0.1:18080/api/v1/session" --method POST --headers "Content-Type: application/json\nOrigin: http://127.0.0.1:18080" --data '{"email":"a*","password":"b*"}' --ignore-code 403,429,400
grep -E "is vulnerable|appears to be|injectable|all tested parameters do not appear|CRITICAL" "$out/sqlmap.txt" | sort | uniq -c
grep -c '"status":500' "$out/server.log" | sed 's/^/answers with 500: /'
grep -oE '"status":[0-9]+' "$out/server.log" | sort | uniq -c
echo "reports in $out"
