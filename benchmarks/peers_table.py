"""peers_table.py DOCUMENT RUNS...: writes rates and ratios of the runs' JSON lines between the document's two markers."""
import json
import re
import sys

START, END = "<!-- peers: written by benchmarks/peers.sh -->", "<!-- peers: end -->"
TOLERANCE = 1e-5


def rate(run):
    return run["client_updates_per_s"]


def text(rate):
    return f"{rate:,.0f}" if rate >= 100 else f"{rate:.3g}"


def row(workload, runs):
    of = {run["impl"]: run for run in runs}
    ours = [of[name] for name in ("skerry-threads", "skerry-spark") if name in of]
    torch = [run for name, run in of.items() if name.startswith("torch")]
    best = max(torch, key=rate)
    loop = of.get("torch-loop")
    cells = [workload] + [text(rate(run)) for run in ours]
    cells += [text(rate(loop)) if loop else "", f"{text(rate(best))} ({best['impl']})"]
    cells += [text(rate(of['c-loop'])) if "c-loop" in of else ""]
    cells += [f"{rate(run) / rate(loop):.2f}" if loop else "" for run in ours]
    cells += [f"{rate(run) / rate(best):.2f}" for run in ours]
    return "| " + " | ".join(cells) + " |"


def disagreements(workload, runs):
    """Runs of equal rounds must end with equal parameters; noise is drawn anew by each program."""
    if workload in ("W6a", "W6b", "W7"):
        return []
    ours = next(run for run in runs if run["impl"] == "skerry-threads")
    equal = [run for run in runs if run["rounds"] == ours["rounds"]]
    return [
        f"{workload} {run['impl']}: {key} {run[key]!r}, skerry-threads {ours[key]!r}"
        for run in equal
        for key in ("dnorm", "gsum")
        if abs(run[key] - ours[key]) > TOLERANCE * abs(ours[key])
    ]


document, files = sys.argv[1], sys.argv[2:]
lines = [
    "| | Skerry, threads | Skerry, Spark | torch loop | best torch | C loop | threads / torch loop | Spark / torch loop"
    " | threads / best torch | Spark / best torch |",
    "|---|---|---|---|---|---|---|---|---|---|",
]
for file in sorted(files):
    runs = [json.loads(line) for line in open(file)]
    workload = runs[0]["workload"]
    for message in disagreements(workload, runs):
        print(message, file=sys.stderr)
    lines.append(row(workload, runs))
text = open(document).read()
table = f"{START}\n\n" + "\n".join(lines) + f"\n\n{END}"
written = re.sub(re.escape(START) + ".*?" + re.escape(END), lambda _: table, text, flags=re.S)
if table not in written:
    sys.exit(f"{document}: expected the lines {START} and {END}")
open(document, "w").write(written)
