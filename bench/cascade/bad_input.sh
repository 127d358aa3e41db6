#!/usr/bin/env bash
# A table of links with one bad weight, and one cut in half: what import says, how long it takes and how much memory.
#   bench/cascade/bad_input.sh HOSHIRUBE [LINKS]     default: 10 million links between a tenth as many firms
set -uo pipefail
hoshirube=$1 links=${2:-10000000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
awk -v n=$((links / 10)) 'BEGIN { print "id,sector,revenue"; for (i = 0; i < n; ++i) print i "," 10 + i % 80 ",100" }' >nodes.csv
awk -v n=$((links / 10)) -v links="$links" 'BEGIN {
  print "supplier,buyer,weight"
  bad = int(links * 0.7654320) + 1
  for (i = 1; i <= links; ++i) print (i * 7919) % n "," (i * 104729 + 1) % n "," (i == bad ? "1e" : i % 97 + 1)
}' >links.csv
{ head -n $((links / 2)) links.csv && printf '1,2'; } >half.csv # Cut within a row.
for table in links.csv half.csv; do
  /usr/bin/time -f "$table: %e s, %U + %S s of CPU, at most %M kB" "$hoshirube" network import --nodes nodes.csv --links "$table" --out net
  [ -e net ] && echo "something was written"
done
