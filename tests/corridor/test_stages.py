"""Stages of deals as offices write them: what came to nothing never counts, what is not clear is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.kinds import Case, judge

from svat.corridor.deals import DealFile, read_deals
from svat.corridor.goal.deals import for_goal
from svat.corridor.goal.pipeline import pipeline
from svat.corridor.money.rates import Rates
from svat.corridor.settlement.account import AccountCurrencies, account
from svat.corridor.settlement.deals import for_account
from svat.corridor.stages import UnknownStage, stage_of
from svat.law.model import Verdict
from svat.sides import Sides

ON = date(2026, 11, 20)
HEADER = "deal,year,a,b,exporter,value,currency,date,known_on,stage,confirmed_on"


def _read(folder: Path, *rows: str, header: str = HEADER) -> DealFile:
    path = folder / "deals.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return read_deals(path, Sides("KZ", "KR"))


def _counted(folder: Path, stage: str) -> bool:
    """Whether a deal of this stage with a day of confirmation counts for the goal, or is owed or set off."""
    read = _read(folder, f'D1,2026,A,B,a,1000,USD,2026-11-10,2026-11-10,"{stage}",2026-11-11')
    sums, _ = pipeline(for_goal(read).deals, ON, "USD")
    deals = for_account(read).deals
    verdicts = {(d.deal, d.year): Verdict("clear", d.day) for d in deals}
    found = account(deals, verdicts, Rates(()), ON, AccountCurrencies(""), screened=True)
    assert not any(v.outstanding.amount for v in found.values if v.deal.lost)
    goal = any(y.confirmed or y.open for y in sums.years)
    owed = bool(found.exposure or found.netting or found.settled)
    assert goal == owed, "both uses of the file answer alike"
    return goal


OVER = (
    "cancelled", "CANCELED", "Cancelled by buyer", "cancelled 12.03.2026", "terminated",
    "Terminated by mutual agreement", "contract terminated", "annulled", "void", "withdrawn", "rejected",
    "declined by the client", "fell through", "called off", "closed lost", "Closed - Lost", "expired",
    "not signed", "расторгнут", "Расторгнута", "договор расторгнут", "Расторгнут по соглашению сторон",
    "ОТМЕНЁН", "отменена покупателем", "аннулировано", "сделка не состоялась", "сорвалась", "отказ", "отозвана",
    "прекращён", "не подписан", "취소", "계약 취소", "계약해지", "해지됨", "파기", "무산", "협상 결렬", "철회",
    "cancelled/отменено",
    "cancelled (was signed)",
)  # fmt: skip
UNCLEAR = (
    "maybe", "on hold", "приостановлен", "보류", "postponed", "not cancelled", "не отменён", "nearly signed",
    "to be signed", "signed?? no", "confirmed, then cancelled?", "see note", "?", "closed", "закрыт",
    "signed and negotiating", "partly signed",
)  # fmt: skip
GOES_ON = (
    "signed", "Signed", "SIGNED 10.11.2026", "signed by both parties", "contract signed", "won", "Closed Won",
    "confirmed", "confirmed by client", "подписан", "Контракт подписан", "заключён", "договор",
    "подтверждено клиентом", "계약", "계약 체결", "확정", "active", "in force", "действует", "진행중", "",
    "negotiating",
    "переговоры", "협상중", "offer sent", "introduced", "met",
)  # fmt: skip


def test_what_came_to_nothing_counts_nowhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = [Case(stage, stage, caught=True) for stage in (*OVER, *(s for s in UNCLEAR if s != "?"))]
    cases += [Case(stage or "(blank)", stage, caught=False) for stage in GOES_ON]
    with capsys.disabled():
        judge("deals that came to nothing", cases, lambda stage: not _counted(tmp_path, stage))


@pytest.mark.parametrize("text", OVER)
def test_a_word_for_the_end_is_lost(text: str) -> None:
    if text != "cancelled (was signed)":
        assert stage_of(text) == "lost"


@pytest.mark.parametrize("text", [text for text in UNCLEAR if text != "?"])
def test_what_is_not_clear_is_refused_with_the_reason(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnknownStage):
        stage_of(text)
    read = _read(tmp_path, f'D1,2026,A,B,a,1000,USD,2026-11-10,2026-11-10,"{text}",2026-11-11')
    [refusal] = read.refusals
    assert (read.deals, refusal.row, refusal.column, refusal.value) == ((), 2, "stage", text)


def test_a_lost_row_needs_no_value_and_ends_the_deal_from_its_day(tmp_path: Path) -> None:
    read = _read(
        tmp_path,
        "D1,2026,A,B,a,1000,KZT,2026-03-10,2026-03-10,signed,",
        "D1,2026,A,B,a,,,2026-03-10,2026-06-01,cancelled,",
        "D2,2026,A,B,a,,,2026-03-10,2026-06-01,расторгнут,2026-03-12",
        "D3,2026,A,B,a,,,2026-03-10,2026-06-01,signed,",
    )
    assert [(r.row, r.column) for r in read.refusals] == [(5, "currency")]
    deals = for_goal(read).deals
    before, _ = pipeline(deals, date(2026, 4, 1), "KZT")
    after, notes = pipeline(deals, ON, "KZT")
    assert {str(s.stage): s.value for s in before.stages} == {"signed": 1000}
    assert [(str(s.stage), s.deals, int(s.value)) for s in after.stages] == [("lost", 2, 1000)]
    assert notes == []


@pytest.mark.parametrize(
    ("stage", "status", "found"),
    [
        ("signed", "cancelled", "lost"),
        ("signed", "расторгнут", "lost"),
        ("", "취소", "lost"),
        ("signed", "active", "signed"),
        ("signed", "действует", "signed"),
        ("signed", "", "signed"),
        ("", "signed", "signed"),
        ("signed", "signed", "signed"),
        ("cancelled", "", "lost"),
        ("lost", "signed", None),
        ("signed", "negotiating", None),
        ("signed", "on hold", None),
    ],
)
def test_a_column_of_states_beside_the_stages_is_heard(
    tmp_path: Path, stage: str, status: str, found: str | None
) -> None:
    header = "deal,year,a,b,exporter,value,currency,date,stage,status"
    read = _read(tmp_path, f"D1,2026,A,B,a,1000,USD,2026-11-10,{stage},{status}", header=header)
    if found is None:
        assert len(read.refusals) == 1
    else:
        assert [d.stage for d in read.deals] == [found]


def test_what_was_paid_on_a_lost_deal_is_said(tmp_path: Path) -> None:
    header = f"{HEADER},paid"
    row = "D1,2026,A,B,a,1000,USD,2026-11-10,2026-11-10,cancelled,2026-11-11,2026-11-12: 300"
    deals = for_account(_read(tmp_path, row, header=header)).deals
    [value] = account(deals, {}, Rates(()), ON, AccountCurrencies(""), screened=True).values
    assert value.outstanding.amount == 0
    assert value.remarks == (
        "300.00 USD were paid on a deal that was lost: svat keeps no account of what is paid back",
    )
