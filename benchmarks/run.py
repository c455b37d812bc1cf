"""``./dev bench``: measures the main pages beside a Django admin and the bare SQL.

Prepares databases once (var/bench), measures each engine and scale asked for, prints a table and
writes it with every number to benchmarks/results.
"""

from __future__ import annotations

import argparse
import time
from contextlib import ExitStack
from dataclasses import asdict
from typing import Any

from app.core.session import create_engine
from benchmarks import (
    databases,
    facts,
    machine,
    measure,
    opening,
    pages,
    report,
    reports,
    servers,
)
from benchmarks.bare import Bare
from benchmarks.load import Client
from benchmarks.sides import Bench
from tests.postgres import free_port

CROWD_PAGE = "engagements, first page"
# Rough minutes of one engine at one scale: at rest, and of each round.
FIXED = {"D": 1.5, "S": 1.5, "M": 2.0, "L": 3.5}
ROUND = {"D": 0.6, "S": 0.6, "M": 0.7, "L": 1.5}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--scale", nargs="+", choices=databases.SCALES, default=["S", "M", "L"])
    parser.add_argument(
        "--engine", nargs="+", choices=databases.ENGINES, default=list(databases.ENGINES)
    )
    parser.add_argument("--rounds", type=int, default=3, help="batches of each page and side")
    parser.add_argument("--page", nargs="+", default=[], help="parts of the names of pages")
    parser.add_argument(
        "--quick", action="store_true", help="SQLite at scale S in two short rounds"
    )
    parser.add_argument("--prepare", action="store_true", help="only make the databases")
    parser.add_argument("--reuse", action="store_true", help="take data of an older generator too")
    parser.add_argument("--port", type=int, default=0, help="the first of two; else free ones")
    parser.add_argument("--name", default="latest", help="of the files in benchmarks/results")
    parser.add_argument("--publish", action="store_true", help="show it in docs/performance.md")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.scale, chosen.rounds = ["S"], min(chosen.rounds, 2)
        chosen.engine, chosen.name = ["sqlite"], "quick"
    if chosen.rounds < 1:
        parser.error("--rounds must be at least 1.")
    return chosen


def main() -> None:
    chosen = arguments()
    each = sum(FIXED[s] + ROUND[s] * chosen.rounds for s in chosen.scale)
    minutes = each * len(chosen.engine)
    say(f"About {minutes + 1:.0f} minutes, once the databases are prepared.")
    began = time.monotonic()
    result: dict[str, Any] = {"rounds": chosen.rounds, "runs": []}
    for engine in chosen.engine:
        with databases.store(engine) as store:
            for scale in chosen.scale:
                name = databases.prepared(store, scale, chosen.reuse)
                if chosen.prepare:
                    continue
                result["runs"].append(one(store, name, scale, chosen))
                result["machine"] = machine.describe()
                result["minutes"] = round((time.monotonic() - began) / 60, 1)
                # Written after each, so that an interruption loses the one that runs.
                path = report.write(result, chosen.name)
    if chosen.prepare:
        return
    print(report.markdown(result))
    if chosen.publish:
        report.publish(result, chosen.name)
    say(f"Written to {path}.")


def one(
    store: databases.Store, name: str, scale: str, chosen: argparse.Namespace
) -> dict[str, Any]:
    """Measure one engine at one scale, on a copy that goes afterwards."""
    copy = "working"
    say(f"{store.engine} {scale}: copying the prepared database")
    store.copy(name, copy)
    try:
        return _measured(store.url(copy), store, scale, chosen)
    finally:
        store.drop(copy)


def _measured(
    url: str, store: databases.Store, scale: str, chosen: argparse.Namespace
) -> dict[str, Any]:
    engine = create_engine(url)
    known = facts.read(engine)
    engine.dispose()
    asked = [p for p in pages.pages(known) if _wanted(p, chosen.page)]
    port = chosen.port or free_port()
    with ExitStack() as stack:
        ours = stack.enter_context(servers.kumppani(url, port))
        theirs = stack.enter_context(
            servers.django(url, chosen.port + 1 if chosen.port else free_port())
        )
        client = Client()
        stack.callback(client.close)
        bare = Bare(url, known)
        stack.callback(bare.close)
        bench = Bench(
            ours, theirs, store.server, client, bare, known, url, 0.25 if chosen.quick else 0.5
        )
        bench.sign_in()
        return _phases(bench, asked, scale, store.engine, chosen.rounds)


def _wanted(page: pages.Page, parts: list[str]) -> bool:
    return not parts or any(part.lower() in page.name.lower() for part in parts)


def _phases(
    bench: Bench, asked: list[pages.Page], scale: str, engine: str, rounds: int
) -> dict[str, Any]:
    """Light pages, memory, heavy pages, the crowd, and last what writes."""
    say(f"{engine} {scale}: comparing rows, looking inside")
    compared = measure.compare(bench, asked)
    inside = measure.inside(bench, asked)
    costs: measure.Costs = {}
    costs |= measure.rounds(bench, [p for p in asked if not (p.heavy or p.post)], rounds, say)
    memory = {"ours": measure.memory(bench.ours), "django": measure.memory(bench.theirs)}
    crowds = {
        page.name: {
            side: cost.summary()
            for side, cost in measure.crowd(bench, page, min(3, rounds)).items()
        }
        for page in asked
        if page.name == CROWD_PAGE
    }
    costs |= measure.rounds(bench, [p for p in asked if p.heavy], min(rounds, 2), say)
    costs |= measure.rounds(bench, [p for p in asked if p.post], rounds, say)
    for side, server in (("ours", bench.ours), ("django", bench.theirs)):
        memory[side]["peak"] = measure.memory(server)["peak"]
    files, opened = {}, {}
    if any(page.goal == "report" for page in asked):
        say(f"{engine} {scale}: making the files of a report, opening a round")
        files = reports.measured(bench.url, bench.facts)
        opened = opening.measured(bench.url)
    return {
        "engine": engine,
        "scale": scale,
        "files": files,
        "opening": opened,
        "facts": {k: v for k, v in vars(bench.facts).items() if isinstance(v, int | str)},
        "memory": memory,
        "crowd": crowds,
        "pages": [
            {
                "name": page.name,
                "goal": page.goal,
                "sides": {side: cost.summary() for side, cost in costs[page.name].items()},
                "inside": inside.get(page.name, {}),
                "compared": asdict(compared[page.name]) if page.name in compared else {},
            }
            for page in asked
            if page.name in costs
        ],
        "failed": bench.failed,
    }


def say(text: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {text}", flush=True)


if __name__ == "__main__":
    main()
