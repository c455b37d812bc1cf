"""The set of questions and how the search answers it: is what was meant among the first three?

``python -m benchmarks.search_quality.judging URL`` prints the misses of a filled database.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app import create_app
from app.core.permissions import EVERYTHING
from app.core.search.nearest import nearest
from app.core.search.query import search
from app.core.session import db
from app.insight.results import SEARCHED
from config import Settings

QUESTIONS = Path(__file__).with_name("questions.txt")
# What was meant must be among so many; so many are compared between the engines.
FIRST, COMPARED = 3, 10


@dataclass(frozen=True)
class Question:
    """``sort`` says what it tries (a city, a role, a mistake …); each of ``meant`` is a right
    answer, written ``kind: title``."""

    sort: str
    asked: str
    meant: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """``first`` are the results in order; ``place`` is that of what was meant, 0 for none."""

    sort: str
    asked: str
    meant: tuple[str, ...]
    first: tuple[str, ...]
    place: int

    @property
    def is_found(self) -> bool:
        return 1 <= self.place <= FIRST


def questions() -> list[Question]:
    """The set as it is written: one question a line under headings of their sort."""
    found, sort = [], ""
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            sort = line.removeprefix("## ")
        elif line and not line.startswith("#"):
            asked, meant = line.split(" | ")
            found.append(Question(sort, asked, tuple(meant.split(" ; "))))
    return found


def judge(session: Session) -> list[Answer]:
    """Ask every question as somebody who may see everything."""
    return [_answer(session, question) for question in questions()]


def _answer(session: Session, question: Question) -> Answer:
    found = search(session, question.asked, EVERYTHING, kinds=SEARCHED, limit=COMPARED)
    # Where nothing answers, the page shows what comes nearest.
    hits = found.hits or nearest(session, question.asked, EVERYTHING, kinds=SEARCHED).hits
    first = tuple(f"{hit.kind}: {hit.title}" for hit in hits)
    places = [first.index(each) + 1 for each in question.meant if each in first]
    return Answer(question.sort, question.asked, question.meant, first, min(places, default=0))


def main(url: str, file: Path | None = None) -> None:
    settings = Settings.from_environment({**os.environ, "DATABASE_URL": url, "CITY": "none"})
    app: Any = create_app(settings)
    with app.app_context(), db.transaction() as session:
        answers = judge(session)
    if file is not None:
        file.write_text(json.dumps([asdict(each) for each in answers]), encoding="utf-8")
        return
    for each in answers:
        if not each.is_found:
            print(f"{each.asked}: {' ; '.join(each.meant)}, not {'; '.join(each.first[:FIRST])}")
    print(f"{sum(each.is_found for each in answers)} of {len(answers)}")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else None)
