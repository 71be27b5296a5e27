"""Who has not answered, since when: over several runs, with answers that came, and companies that have left."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.report.introductions.sent import message, small

from svat.council.files import CouncilFiles
from svat.council.folder import FolderStore
from svat.council.waiting import OpenAnswers, waiting, write_reminders
from svat.refusals import UnusableInput
from svat.report.introductions import views
from svat.report.introductions.model import Outcome
from svat.report.introductions.write import write
from svat.sides import SIDES, Sides

HEADER = ("external_id", "name", "country", "email", "contact_name", "contact_language", "offers")


def store(tmp_path: Path, *, decisions: str = "", gone: str = "") -> FolderStore:
    """A council's files whose rolls are the outcome's."""
    made = small()
    paths = []
    for side in SIDES:
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(HEADER)
        for x in views.roll(made, side).companies:
            if x.external_id != gone:
                writer.writerow((x.external_id, x.name, x.country, x.email, "Person", "en", "honey"))
        paths.append(tmp_path / f"{side}.csv")
        paths[-1].write_text(text.getvalue(), encoding="utf-8")
    corridor = tmp_path / "corridor.toml"
    corridor.write_text('a = "KZ"\nb = "KR"\n[sharing]\nfrom = "Council <c@c.example>"\n', encoding="utf-8")
    (tmp_path / "decisions.csv").write_text("date,company,partner,decision\n" + decisions, encoding="utf-8")
    files = CouncilFiles(corridor, Sides((paths[0],), (paths[1],)), decisions=(tmp_path / "decisions.csv",))
    return FolderStore(files)


def run(folder: Path, made: Outcome) -> Path:
    write(made, folder, ("json",))
    return folder


def rows(found: OpenAnswers) -> dict[tuple[str, str], tuple[int, date, int]]:
    return {(x.side, x.company.external_id): (x.partners, x.since, x.days) for x in found.companies}


def test_everybody_with_a_clear_pair_waits_since_the_run(tmp_path: Path) -> None:
    made = small()
    found = rows(waiting(store(tmp_path), date(2026, 3, 9), [run(tmp_path / "out", made)]))
    expected = {
        (side, company): (len(places), made.on, 10)
        for side in SIDES
        for company, places in views.shortlists(made, side).items()
    }
    assert found == expected


def test_whoever_answered_waits_no_longer_and_an_answer_to_come_does_not_count(tmp_path: Path) -> None:
    made = small()
    first = views.shortlists(made, "a")["KZ-0000"]
    lines = [
        f"2026-03-02,KZ-0000,{first[0].introduction.b},accepted",
        f"2026-04-01,KZ-0000,{first[1].introduction.b},no",
    ]
    found = rows(
        waiting(store(tmp_path, decisions="\n".join(lines)), date(2026, 3, 9), [run(tmp_path / "o", made)])
    )
    assert found["a", "KZ-0000"] == (1, made.on, 10)
    assert ("b", first[0].introduction.b) in found


def test_a_pair_waits_since_the_first_run_and_only_while_it_is_proposed(tmp_path: Path) -> None:
    made = small()
    early = run(tmp_path / "early", replace(made, on=date(2026, 1, 5)))
    held = tuple(
        replace(x, held=True, verdict=replace(x.verdict, status="review")) if x.a == "KZ-0004" else x
        for x in made.introductions
    )
    late = run(tmp_path / "late", replace(made, introductions=held))
    for runs in ([early, late], [late / "introductions.json", early / "introductions.json"]):
        found = rows(waiting(store(tmp_path), date(2026, 3, 9), runs))
        assert found["a", "KZ-0000"] == (2, date(2026, 1, 5), 63)
        assert ("a", "KZ-0004") not in found


def test_a_company_that_left_the_roll_is_said_and_not_reminded(tmp_path: Path) -> None:
    found = waiting(store(tmp_path, gone="KZ-0004"), date(2026, 3, 9), [run(tmp_path / "out", small())])
    assert ("a", "KZ-0004") not in rows(found)
    assert [(x.value, x.column) for x in found.notes] == [("KZ-0004", "external_id")]


def test_a_run_of_a_later_day_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match=r"introductions.json: is of a day after 2026-01-01"):
        waiting(store(tmp_path), date(2026, 1, 1), [run(tmp_path / "out", small())])


def test_reminders_name_no_partner_and_replace_those_of_before(tmp_path: Path) -> None:
    council = store(tmp_path)
    made = small()
    found = waiting(council, date(2026, 3, 9), [run(tmp_path / "out", made)])
    for _ in range(2):
        table, folder = write_reminders(council, found, tmp_path / "reminders")
    written = list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig"))))
    assert len(written) == len(found.companies) == len(list(folder.iterdir()))
    for side in SIDES:
        for company, places in views.shortlists(made, side).items():
            letter = message((folder / f"{side}-{company}.eml").read_bytes())
            body = letter.get_content()
            assert "27 February 2026" in body
            assert f"without an answer: {len(places)}." in body
            for place in places:
                partner = place.introduction.b if side == "a" else place.introduction.a
                assert partner not in str(letter["Subject"]) + body
    few = replace(found, companies=found.companies[:1])
    write_reminders(council, few, tmp_path / "reminders")
    assert len(list(folder.iterdir())) == 1


def test_held_and_barred_pairs_are_no_reason_to_write(tmp_path: Path) -> None:
    made = small()
    path = run(tmp_path / "out", made) / "introductions.json"
    plain = rows(waiting(store(tmp_path), date(2026, 3, 9), [path]))
    data = json.loads(path.read_text("utf-8"))
    data["introductions"] = [x for x in data["introductions"] if not x["held"]]
    data["barred_pairs"] = []
    path.write_text(json.dumps(data), encoding="utf-8")
    assert rows(waiting(store(tmp_path), date(2026, 3, 9), [path])) == plain
