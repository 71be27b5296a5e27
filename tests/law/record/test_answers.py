"""Law room, answers: how far a pair has answered by a day, and the file that says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.law.record.recordfiles import ANSWER, write

from svat.law.record.answers import COLUMNS, of_one_company, read_answers, standing_of
from svat.law.rules.dual_use import load_end_use
from svat.refusals import UnusableInput
from svat.sides import Sides

QUESTIONS = load_end_use().questions
MAY = date(2017, 5, 1)
ALL = [ANSWER | {"question": q.id, "answer": q.closes} for q in QUESTIONS]


def standing(
    tmp_path: Path,
    rows: list[dict[str, str]],
    on: date | None = MAY,
    pair: str = "ab",
    known: date | None = None,
) -> tuple[str, str, str]:
    """Questions that are missing, unsettled and answered against the pair."""
    answers = read_answers(write(tmp_path / "answers.csv", rows), QUESTIONS)
    found = standing_of(answers, QUESTIONS, (pair[:1], pair[1:]), on, known or on)
    return (
        " ".join(q.id for q in found.missing),
        " ".join(f"{q.id}={a}" for q, a in found.unsettled),
        " ".join(f"{q.id}={a}" for q, a in found.against),
    )


def but(**change: str) -> dict[str, str]:
    return ANSWER | change


EVERY = " ".join(q.id for q in QUESTIONS)
# what is added to answers that settle everything, what is then missing, unsettled, against
CASES = [
    ([], "", "", ""),
    ([but(answer="yes", answered_on="2017-02-01")], "", "", "MEU-1=yes"),
    ([but(answer="yes", answered_on="2016-02-01")], "", "", ""),  # an older one
    ([but(answer="yes", answered_on="2017-06-01")], "", "", ""),  # not yet given
    ([but(answer="yes")], "", "", "MEU-1=yes"),  # two on one day: what settles least
    ([but(answer="unknown", answered_on="2017-02-01")], "", "", "MEU-1=unknown"),
    ([but(answer="no", answered_on="2017-02-01", valid_to="2017-03-01")], "MEU-1", "", ""),  # run out
    ([but(answer="yes", answered_on="2017-02-01", valid_to="2017-03-01")], "", "", "MEU-1=yes"),  # never
    ([but(question="MEU-5", answer="yes", answered_on="2017-02-01")], "", "MEU-5=yes", ""),
    ([but(question="MEU-6", answer="no", answered_on="2017-02-01")], "", "MEU-6=no", ""),
    ([but(question="MEU-6", answer="unknown", answered_on="2017-02-01")], "", "", "MEU-6=unknown"),
    ([but(a="other", answer="yes", answered_on="2017-02-01")], "", "", ""),
]


# of a company that went into "a": what is said of the kept one's pair afterwards
GONE = [
    (
        [but(a="gone", answer="no", answered_on="2017-02-01")],
        "",
    ),  # what settles counts for its own pair alone
    ([but(a="gone", answer="yes", answered_on="2017-02-01")], "MEU-1=yes"),
    ([but(a="gone", answer="unknown", answered_on="2017-02-01")], "MEU-1=unknown"),
    (
        [but(a="gone", answer="yes", answered_on="2016-02-01")],
        "",
    ),  # a later one of the kept has taken its place
    ([but(a="another", answer="yes", answered_on="2017-02-01")], ""),
    ([but(a="gone", b="other", answer="yes", answered_on="2017-02-01")], ""),
]


@pytest.mark.parametrize(("more", "against"), GONE)
def test_what_speaks_against_a_company_does_so_under_the_identifier_that_it_went_into(
    tmp_path: Path, more: list[dict[str, str]], against: str
) -> None:
    answers = read_answers(write(tmp_path / "answers.csv", [*ALL, *more]), QUESTIONS)
    one = {"a": {"a", "gone"}, "gone": {"a", "gone"}}
    wider = of_one_company(answers, QUESTIONS, Sides(one, {}))
    found = standing_of(wider, QUESTIONS, ("a", "b"), MAY, MAY)
    assert " ".join(f"{q.id}={a}" for q, a in found.against) == against
    assert found.settled == (against == "")
    # Nobody is settled by it: the one that went has settled nothing that it had not.
    gone = standing_of(wider, QUESTIONS, ("gone", "b"), MAY, MAY)
    assert not gone.settled


def test_a_council_s_case_file_knows_who_went_into_whom(tmp_path: Path) -> None:
    from svat.council.files import files_of
    from svat.council.folder import FolderStore

    folder = tmp_path / "kz-kr"
    (folder / "case-file").mkdir(parents=True)
    write(folder / "case-file/answers.csv", [but(a="gone", answer="yes"), but(a="gone", question="MEU-6")])
    (folder / "same.csv").write_text("side,company,other,same\na,a,gone,yes\na,a,two,no\n", "utf-8")
    found = FolderStore(files_of(folder)).case_file.answers
    assert [(x.a, x.question, x.answer) for x in found] == [
        ("gone", "MEU-1", "yes"), ("a", "MEU-1", "yes"), ("gone", "MEU-6", "no"), ("a", "MEU-6", "no")
    ]  # fmt: skip


@pytest.mark.parametrize(("more", "missing", "unsettled", "against"), CASES)
def test_the_last_answer_stands(
    tmp_path: Path, more: list[dict[str, str]], missing: str, unsettled: str, against: str
) -> None:
    assert standing(tmp_path, [*ALL, *more]) == (missing, unsettled, against)
    assert standing(tmp_path, [*more, *ALL]) == (missing, unsettled, against)


@pytest.mark.parametrize(
    ("on", "pair", "missing"),
    [
        (MAY, "ab", ""),
        (date(2017, 1, 1), "ab", ""),
        (date(2016, 12, 31), "ab", EVERY),
        (date(2017, 12, 31), "ab", ""),
        (date(2018, 1, 1), "ab", EVERY),
        (None, "ab", EVERY),
        (MAY, "ba", EVERY),
        (MAY, "", EVERY),
    ],
)
def test_answers_count_for_their_pair_and_time_alone(
    tmp_path: Path, on: date | None, pair: str, missing: str
) -> None:
    assert standing(tmp_path, ALL, on, pair) == (missing, "", "")


def test_an_answer_given_later_counts_as_known_on_the_day_of_asking(tmp_path: Path) -> None:
    day = date(2016, 12, 31)
    assert standing(tmp_path, ALL, day, known=MAY) == ("", "", "")
    assert standing(tmp_path, ALL, day, known=day) == (EVERY, "", "")


@pytest.mark.parametrize(
    ("word", "means"),
    [
        ("yes", "yes"), ("Да", "yes"), ("예", "yes"), ("no", "no"), ("нет", "no"), ("아니요", "no"),
        ("unknown", "unknown"), ("Неизвестно", "unknown"), ("모름", "unknown"),
    ],
)  # fmt: skip
def test_answers_are_read_in_three_languages(tmp_path: Path, word: str, means: str) -> None:
    (answer,) = read_answers(write(tmp_path / "answers.csv", [but(answer=word)]), QUESTIONS)
    assert answer.answer == means


FAULTS = [
    ("a", ""), ("b", ""), ("question", "MEU-99"), ("question", ""), ("answer", ""), ("answer", "maybe"),
    ("answered_by", ""), ("answered_on", ""), ("answered_on", "1.1.17"), ("valid_to", ""),
    ("valid_to", "2016-12-31"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "value"), FAULTS)
def test_a_row_that_cannot_be_understood_refuses_the_file(tmp_path: Path, column: str, value: str) -> None:
    rows = [ANSWER, ANSWER | {column: value}]
    path = write(tmp_path / "answers.csv", [dict.fromkeys(COLUMNS, "") | row for row in rows])
    with pytest.raises(UnusableInput) as caught:
        read_answers(path, QUESTIONS)
    assert str(caught.value).startswith(f"{path}: row 3, column {column!r}, value {value!r}: ")
