"""What a judging found, as Markdown: counts by sort and engine, and every miss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from benchmarks.search_quality.judging import FIRST, Answer

BEGIN, END = "<!-- results -->", "<!-- end of results -->"
# Of a hundred questions so many must find what was meant among the first three.
WANTED = 97


@dataclass(frozen=True)
class Result:
    """What the commands said while the lists were loaded, and the answers of one engine."""

    loaded: Sequence[str]
    answers: Sequence[Answer]

    @property
    def share(self) -> float:
        return 100 * sum(each.is_found for each in self.answers) / len(self.answers)


Results = Mapping[str, Result]


def is_good(results: Results) -> bool:
    """Whether each engine finds enough and all give the same."""
    return not differing(results) and all(each.share >= WANTED for each in results.values())


def differing(results: Results) -> list[str]:
    """The questions that the engines answer with other results, or in another order."""
    firsts = [{each.asked: each.first for each in result.answers} for result in results.values()]
    return [asked for asked in firsts[0] if len({first[asked] for first in firsts}) > 1]


def markdown(results: Results, day: date) -> str:
    return "\n".join(_lines(results, day))


def published(document: str, text: str) -> str:
    """The document with this report between its marks."""
    before, _mark, rest = document.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n\n{text}\n\n{END}{after}"


def _lines(results: Results, day: date) -> Iterator[str]:
    yield f"Judged on {day.day} {day:%B %Y}.\n"
    yield "| Questions | Number | " + " | ".join(results) + " |"
    yield "| --- | ---: |" + " ---: |" * len(results)
    some = next(iter(results.values()))
    numbers = Counter(each.sort for each in some.answers)
    for sort, number in numbers.items():
        found = (_found(result, sort) for result in results.values())
        yield f"| {sort} | {number} | " + " | ".join(found) + " |"
    shares = (f"{_found(each)} ({each.share:.1f} %)" for each in results.values())
    yield f"| **All** | {len(some.answers)} | " + " | ".join(shares) + " |"
    yield ""
    for engine, result in results.items():
        yield from _missed(engine, result)
    other = differing(results)
    yield f"Answered otherwise by the engines: {', '.join(other) or 'none'}.\n"
    for engine, result in results.items():
        yield f"What the commands said on {engine}:\n"
        yield from (f"    {line}" for line in result.loaded)
        yield ""


def _found(result: Result, sort: str = "") -> str:
    return str(sum(each.is_found for each in result.answers if sort in ("", each.sort)))


def _missed(engine: str, result: Result) -> Iterator[str]:
    missed = [each for each in result.answers if not each.is_found]
    yield f"Missed on {engine}: {len(missed) or 'none'}.\n"
    for each in missed:
        first = "; ".join(each.first[:FIRST]) or "nothing"
        place = f"place {each.place}" if each.place else "not in the first ten"
        yield f"- “{each.asked}” means {' or '.join(each.meant)} ({place}); found {first}."
    if missed:
        yield ""
