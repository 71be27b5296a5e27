"""The same answer: what the worker computes is what the command line computes of the folder that is taken out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.web.introduced import TODAY, computed, introduced, publish, work

pytestmark = pytest.mark.usefixtures("site")


def settled(corridor: Any, member: Any) -> None:
    """A pair that must meet, a veto, a cap, and answers of several days, one of them changed."""
    from datetime import timedelta

    from svat.web.matching.models import DecisionRecord, WishRecord
    from svat.web.rolls.models import CompanyRecord

    def side(letter: str) -> list[Any]:
        return list(
            CompanyRecord.objects.filter(corridor=corridor, side=letter, gone=False).order_by("external_id")
        )

    a, b = side("a"), side("b")
    of = {"corridor": corridor, "member": member}
    WishRecord.objects.create(wish="must", a=a[0], b=b[0], **of)
    WishRecord.objects.create(wish="veto", a=a[1], b=b[1], **of)
    WishRecord.objects.create(wish="most", a=a[2], most=2, **of)
    WishRecord.objects.create(wish="most", b=b[2], most=0, **of)
    for n in range(12):
        day = TODAY - timedelta(days=n % 4)
        DecisionRecord.objects.create(
            side="a", company=a[n % 6], partner=b[n], day=day, accepted=n % 3 != 0,
            reason="price" if n % 3 == 0 else "", current=False, **of,
        )  # fmt: skip
    DecisionRecord.objects.create(
        side="b", company=b[3], partner=a[3], day=TODAY, accepted=False, current=False, **of
    )
    DecisionRecord.objects.create(side="b", company=b[3], partner=a[3], day=TODAY, accepted=True, **of)


def test_the_command_line_computes_the_same_bytes_of_the_folder_that_is_taken_out(
    council: Any, tmp_path: Path, run_svat: Any
) -> None:
    from svat.web.matching.models import DecisionRecord, WishRecord
    from svat.web.rolls.carrying import export_folder, import_folder

    corridor = introduced({"officer": council}, tmp_path)
    settled(corridor, council)

    def by_command(name: str, *more: str) -> bytes:
        out = export_folder(corridor, tmp_path / name)
        asked = [
            "match",
            "--council",
            str(out),
            "--on",
            TODAY.isoformat(),
            "--out",
            str(tmp_path / f"{name}-out"),
        ]
        given = [x.replace("OUT", str(out)) for x in more]
        answer = run_svat(*asked, *given)
        assert answer.exit_code == 0, answer.output
        return (tmp_path / f"{name}-out" / "introductions.json").read_bytes()

    first = publish(computed(corridor, council, shortlist=4), council)
    assert bytes(first.document) == by_command("first", "--shortlist", "4")
    assert (tmp_path / "first" / "wishes.csv").read_text("utf-8-sig").splitlines()[0] == "wish,a,b,most"
    assert len((tmp_path / "first" / "decisions.csv").read_text("utf-8-sig").splitlines()) == 14

    WishRecord.objects.filter(wish="must").delete()
    second = computed(corridor, council, shortlist=3, alpha=0.5)
    earlier = ("--previous", "OUT/runs/0001/introductions.json")
    expected = by_command("second", "--shortlist", "3", "--alpha", "0.5", *earlier)
    assert second.previous_id == first.pk
    assert bytes(second.document) == expected
    alone = computed(corridor, council, shortlist=3, alpha=0.5, leads_on=False)
    assert bytes(alone.document) != expected

    # Into an installation that has nothing of it: the same bytes, wishes as records, answers beside as they came.
    other = import_folder(tmp_path / "second", council)
    assert other.pk != corridor.pk
    work()
    again = computed(other, council, shortlist=3, alpha=0.5)
    assert bytes(again.document) == expected
    assert again.number == 2
    assert WishRecord.objects.filter(corridor=other).count() == 3
    assert not DecisionRecord.objects.filter(corridor=other).exists()
    back = export_folder(other, tmp_path / "back")
    for path in ("wishes.csv", "decisions.csv", "runs/0001/introductions.json"):
        assert (back / path).read_bytes() == (tmp_path / "second" / path).read_bytes(), path
