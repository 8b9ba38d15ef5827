#!/usr/bin/env bash
# Runs workloads with Skerry and with its peers, in turns on this machine, two tasks of one thread against two processes
# of one thread, and writes the table of rates and ratios into docs/performance.md.
#
#   PEERS=DIR PYTHON=DIR/bin/python benchmarks/peers.sh RESULTS [WORKLOAD...]
#
# PEERS is the folder of bench.py, PYTHON an interpreter that has torch. RESULTS is a folder for the workloads' files and
# the runs' JSON lines; what it holds from earlier calls stays in the table unless its workload runs again.
set -euo pipefail
cd "$(dirname "$0")/.."

results=${1:?a folder for results}
shift
[ $# -gt 0 ] || set -- W1 W2 W3 W3b W4 W5 W6b W7
skerry=${SKERRY:-bin/skerry}
mkdir -p "$results"

# The torch implementations that were fastest where all were tried, after the plain loop.
peers() {
  case $1 in
    W1) echo torch-loop torch-lr torch-bmm c-loop ;;
    W2 | W6b) echo torch-loop torch-manual torch-bmm c-loop ;;
    W3) echo torch-loop torch-hybrid ;;
    W3b) echo torch-loop torch-flat-cl torch-hybrid ;;
    W4) echo torch-loop torch-lstm ;;
    W5) echo torch-loop torch-lr c-loop ;;
    W7) echo torch-manual ;;
    *) echo "no peers for workload $1" >&2; exit 2 ;;
  esac
}

for workload; do
  [ -f "$results/$workload/meta.json" ] || "$PYTHON" "$PEERS/bench.py" --workload "$workload" --dump "$results/$workload"
  lines=$results/$workload.jsonl
  : > "$lines.part"
  "$skerry" bench "$results/$workload" --engine threads --parallel 2 | grep '^{' >> "$lines.part"
  for peer in $(peers "$workload"); do
    # Torch's loop takes minutes for all of the 10,000 clients of a round.
    rounds=$([ "$workload $peer" = "W5 torch-loop" ] && echo "--rounds 1 --reps 1" || true)
    "$PYTHON" "$PEERS/bench.py" --workload "$workload" --impl "$peer" --threads 1 --procs 2 $rounds | grep '^{' >> "$lines.part"
  done
  "$skerry" bench "$results/$workload" --engine spark --parallel 2 | grep '^{' >> "$lines.part"
  mv "$lines.part" "$lines"
done

"$PYTHON" benchmarks/peers_table.py docs/performance.md "$results"/*.jsonl
