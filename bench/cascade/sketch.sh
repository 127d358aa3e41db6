#!/usr/bin/env bash
# The engine and the method's sketch on the same firms of the same network, one after the other on one core.
#   bench/cascade/sketch.sh BENCH_CASCADE SKETCH_FOLDER A|B FIRMS SAMPLE
# The sketch prints its own times and, against our values, the largest difference and how many update counts differ.
set -euo pipefail
bench=$1 sketch=$2 kind=$3 firms=$4 sample=$5
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
g++ -O3 -march=native -mprefer-vector-width=512 -std=c++20 -w "$sketch/v3.cpp" -o "$folder/v3" -lpthread
HOSHIRUBE_BENCH_DUMP=$folder/net.bin "$bench" "$kind" "$firms" "$sample" 1
for lanes in f64x8 f32x16; do
  "$folder/v3" "$folder/net.bin" "$folder/net.bin.csv" 0 0.01 0.025 1 "$lanes" deg "$folder/net.bin.values" | sed 's/^[^ ]*/sketch/'
done
