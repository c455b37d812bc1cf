"""The result as Markdown for people and as JSON with every number."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import goals
from benchmarks.arithmetic import ratio
from benchmarks.goals import Verdict

RESULTS = Path(__file__).resolve().parent / "results"
DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
BEGIN, END = "<!-- results -->", "<!-- end of results -->"


def write(result: dict[str, Any], name: str) -> Path:
    """Both files; the place of the Markdown."""
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(result, indent=1) + "\n")
    path = RESULTS / f"{name}.md"
    path.write_text(markdown(result))
    return path


def publish(result: dict[str, Any], name: str) -> None:
    """Show machine, goals and what is missed between the marks of docs/performance.md."""
    found = goals.verdicts(result["runs"])
    more = f"Every number: [benchmarks/results/{name}.md](../benchmarks/results/{name}.md)."
    head = _table(("", ""), result["machine"].items())
    shown = "\n\n".join([head, more, summary(found), *_missed(found)])
    before, _, rest = DOCUMENT.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    DOCUMENT.write_text(f"{before}{BEGIN}\n\n{shown}\n\n{END}{after}")


def markdown(result: dict[str, Any]) -> str:
    """The whole report."""
    found = goals.verdicts(result["runs"])
    parts = [
        "# Results of ./dev bench",
        _table(("", ""), result["machine"].items()),
        f"{result['rounds']} rounds, {result['minutes']} minutes. Times: milliseconds a request.",
        "## Goals",
        summary(found),
        *_missed(found),
        *(part for run in result["runs"] for part in _run(run)),
        *_growth(result["runs"]),
    ]
    return "\n\n".join(parts) + "\n"


def summary(found: Iterable[Verdict]) -> str:
    """One row for each goal: the worst number of each engine and scale, and how many are met."""
    groups: dict[str, list[Verdict]] = {}
    for each in found:
        groups.setdefault(each.goal, []).append(each)
    rows = []
    for goal, members in groups.items():
        worst = (max if not members[0].at_least else min)(members, key=_badness)
        met = sum(each.is_met for each in members)
        sign = "met" if met == len(members) else "**not met**"
        place = f"{worst.page} ({worst.engine} {worst.scale})"
        limits = "/".join(dict.fromkeys(_number(each.limit) for each in members))
        bound = f"{'≥' if worst.at_least else '≤'} {limits}"
        rows.append((goal, bound, _number(worst.value), place, f"{met} of {len(members)}", sign))
    return _table(("Goal", "Limit", "Worst", "Where", "Met", "Verdict"), rows)


def _badness(each: Verdict) -> float:
    return each.value / each.limit


def _missed(found: list[Verdict]) -> list[str]:
    rows = [
        (v.goal, v.engine, v.scale, v.page, _number(v.value), _number(v.limit))
        for v in found
        if not v.is_met
    ]
    if not rows:
        return ["Every goal that was measured is met."]
    heads = ("Goal", "Engine", "Scale", "Page", "Reached", "Limit")
    return ["### Not met", _table(heads, rows)]


def _run(run: dict[str, Any]) -> list[str]:
    facts = run["facts"]
    title = f"## {run['engine']}, scale {run['scale']}"
    text = (
        f"{facts['organisations']:,} organisations, {facts['engagements']:,} engagements; "
        f"the busiest organisation has {facts['organisation_rows']:,}, the busiest partnership "
        f"{facts['partnership_rows']:,}."
    )
    heads = (
        "Page", "p50", "p95", "CPU", "of it DB", "Django p50", "p95", "CPU", "of it DB", "Bare p50",
        "× Django p50", "p95", "CPU", "× bare", "SQL", "Django", "KiB", "gzip", "Django KiB",
        "gzip", "Requests/s", "Same rows",
    )  # fmt: skip
    rows = [_row(page) for page in run["pages"]]
    failed = [f"Not measured: {page} ({reason})" for page, reason in run["failed"].items()]
    parts = [_table(heads, rows), *failed, *_crowd(run), *_memory(run), *_files(run)]
    parts += [*_opening(run), *_inside(run)]
    return [title, text, *parts]


def _row(page: dict[str, Any]) -> list[str]:
    ours, theirs = page["sides"]["ours"], page["sides"]["django"]
    bare = page["sides"].get("bare")
    compared = page["compared"]
    times = [
        _number(side[key])
        for side in (ours, theirs)
        for key in ("p50", "p95", "cpu", "database_cpu")
    ]
    ratios = [_number(ratio(ours[key], theirs[key])) for key in ("p50", "p95", "cpu")]
    sizes = [
        _number(compared[key] / 1024) if compared else ""
        for key in ("raw", "gzip", "their_raw", "their_gzip")
    ]
    same = (
        "" if not compared or compared["same"] is None else f"{compared['same']}/{compared['rows']}"
    )
    return [
        page["name"],
        *times,
        _number(bare["p50"]) if bare else "",
        *ratios,
        _number(ratio(ours["p50"], bare["p50"])) if bare else "",
        *(str(page["inside"].get(key, "–")) for key in ("statements", "django_statements")),
        *sizes,
        _number(ours["rps"]),
        same,
    ]


def _inside(run: dict[str, Any]) -> list[str]:
    """The profile: where the processor time of one request goes within our process."""
    rows = []
    for page in run["pages"]:
        if not (inside := page["inside"]):
            continue
        parts = [inside["driver"], inside["templates"]]
        rest = inside["total"] - sum(parts)
        rows.append((page["name"], *(_number(x) for x in (inside["total"], *parts, rest))))
    heads = ("Inside our process, ms CPU", "All", "Driver and SQLite", "Templates", "The rest")
    return [_table(heads, rows)]


def _crowd(run: dict[str, Any]) -> list[str]:
    rows = [
        (
            name,
            side,
            _number(cost["rps"]),
            _number(cost["p50"]),
            _number(cost["p95"]),
            _number(cost["cpu"]),
        )
        for name, sides in run["crowd"].items()
        for side, cost in sides.items()
    ]
    heads = ("Sixteen users", "Side", "Requests/s", "p50", "p95", "CPU")
    return [_table(heads, rows)] if rows else []


def _memory(run: dict[str, Any]) -> list[str]:
    rows = [
        (side, f"{kib['private'] / 1024:.0f}", f"{kib['peak'] / 1024:.0f}")
        for side, kib in run["memory"].items()
    ]
    return [_table(("Two workers", "Private MiB after the lists", "Peak MiB in the end"), rows)]


def _files(run: dict[str, Any]) -> list[str]:
    rows = [
        (
            kind,
            _number(file["seconds"]),
            _number(file["size"]),
            f"{file['peak'] / 1024:.0f}",
            f"{file['typesetter'] / 1024:.0f}",
        )
        for kind, file in run.get("files", {}).items()
    ]
    heads = ("Whole report", "Seconds", "KiB", "Peak MiB of its maker", "and of the typesetter")
    return [_table(heads, rows)] if rows else []


def _opening(run: dict[str, Any]) -> list[str]:
    if not (opened := run.get("opening")):
        return []
    cells = (_number(opened[name]) for name in ("seconds", "statements", "reviews"))
    return [_table(("Opening a round, seconds", "Statements", "Reviews"), [(*cells,)])]


def _growth(runs: list[dict[str, Any]]) -> list[str]:
    spans = (("S", "M"), ("M", "L"), ("S", "M", "L"))
    found = {span: goals.growth(runs, span) for span in spans}
    keys = list(dict.fromkeys(key for slopes in found.values() for key in slopes))
    if not keys:
        return []
    rows = [(*key, *(_number(found[span].get(key)) for span in spans)) for key in keys]
    heads = ("Engine", "Page", *("→".join(span) for span in spans))
    text = "Exponent of our CPU time over the number of engagements: 0 is flat, 1 proportional."
    return ["## Growth", text, _table(heads, rows)]


def _number(value: float | None) -> str:
    if value is None:
        return ""
    if abs(value) < 0.1:
        return f"{value:.3f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:,.0f}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    lines += [
        "| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in rows
    ]
    return "\n".join(lines)
