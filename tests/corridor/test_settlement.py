"""Settlement: nothing is settled that is not clear, and netting keeps every claim."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.corridor.files import written

from svat.corridor.deals import DealFile, as_known, read_deals
from svat.corridor.model import Corridor, Deal
from svat.corridor.money.amounts import money
from svat.corridor.money.rates import Rate, RateFile, Rates
from svat.corridor.settlement.account import AccountCurrencies, account, netted
from svat.corridor.settlement.deals import for_account
from svat.corridor.settlement.legal import Companies, settle, verdicts
from svat.corridor.settlement.model import RefusedSettlement, Settlement
from svat.law.ground import Law
from svat.law.lists import Entry, ListedName, ListSet, ListVersion
from svat.law.lists.model import NotYet
from svat.law.model import Finding, Verdict
from svat.law.ownership.chains import Stake
from svat.law.record.answers import Answer
from svat.law.record.case_file import NOTHING_ON_FILE, CaseFile
from svat.law.rules.ruleset import load_rules
from svat.law.settings import Settings
from svat.report.corridor.json import settlement_document
from svat.report.corridor.model import SettlementReport
from svat.roll.model import Company
from svat.sides import Sides

DAY, LATER = date(2026, 3, 2), date(2026, 5, 1)
HEADER = (
    "deal;a;b;exporter;hs;stage;probability;year;value;currency;date;known_on;confirmed_by_client_on;paid\n"
)
ROW = (
    "D-1;Altyn Mills;Hanbit Foods;a;1101;confirmed;100%;2026;1 250 000,50;USD;02.03.2026;;10.03.2026;"
    "01.04.2026: 250000"
)


def _read(folder: Path, *rows: str) -> DealFile:
    file = written(folder, (HEADER + "\n".join(rows) + "\n").encode("cp1251"), "deals.csv")
    return for_account(read_deals(file, Sides("KZ", "KR")))


def test_an_office_file_of_deals_is_read(tmp_path: Path) -> None:
    read = _read(
        tmp_path, ROW, "", "D-2;Altyn Mills;Намсан;Намсан;8437;met;0,2;2027;90 000 000;вон;2026-03-04;;;"
    )
    assert read.refusals == ()
    first, second = read.deals
    assert (first.value, first.payer, first.paid(LATER), first.paid(DAY)) == (
        money(Decimal("1250000.5"), "USD"), "b", Decimal(250000), Decimal(0),
    )  # fmt: skip
    assert (first.day, first.known_on, first.confirmed_on) == (DAY, DAY, date(2026, 3, 10))
    assert (second.exporter, second.payer, second.year, second.value) == (
        "b",
        "a",
        2027,
        money(90_000_000, "KRW"),
    )
    assert (second.confirmed_on, second.probability) == (None, Decimal("0.2"))


@pytest.mark.parametrize(
    ("old", "new", "column", "reason"),
    [
        ("1 250 000,50", "-5", "value", "an amount of money cannot be negative"),
        ("1 250 000,50", "about 5", "value", "only approximate"),
        ("1 250 000,50", "1 250 000,505", "value", "finer than the smallest unit of USD, 0.01"),
        (";USD;", ";JPY;", "value", "finer than the smallest unit of JPY, 1"),
        ("01.04.2026: 250000", "01.04.2026: 0,001", "paid", "finer than the smallest unit of USD, 0.01"),
        (";USD;", ";QQQ;", "currency", "not a currency (ISO 4217)"),
        ("02.03.2026", "2015-02-30", "date", "no such day"),
        ("02.03.2026", "02/03/2026", "date", "day and month could be either way round"),
        (";a;", ";c;", "exporter", "neither a nor b"),
        ("250000", "2500000", "paid", "more was paid than the deal is worth"),
        ("01.04.2026: 250000", "250000", "paid", "not payments with their days"),
        ("100%", "101%", "probability", "a probability is between 0 and 1"),
        ("Hanbit Foods", "", "b", "no company of the second country"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, column: str, reason: str
) -> None:
    read = _read(tmp_path, ROW.replace("D-1", "D-0"), ROW.replace(old, new))
    (refusal,) = read.refusals
    assert (refusal.row, refusal.column) == (3, column)
    assert reason in refusal.reason
    assert [d.deal for d in read.deals] == ["D-0"]


def test_two_rows_on_one_deal_year_and_day_are_both_refused(tmp_path: Path) -> None:
    read = _read(tmp_path, ROW, ROW.replace("1101", "1102"))
    assert read.deals == ()
    assert [r.row for r in read.refusals] == [2, 3]


def test_of_one_deal_the_row_known_last_on_the_day_counts() -> None:
    first = _deal()
    second = replace(first, value=money(7, "USD"), known_on=LATER)
    assert [d.value.amount for d in as_known([second, first], date(2026, 4, 30))] == [100]
    assert [d.value.amount for d in as_known([second, first], LATER)] == [7]
    assert as_known([second, first], date(2026, 3, 1)) == ()


def _deal(
    name: str = "D", exporter: str = "a", value: int = 100, currency: str = "USD", hs: str = "1101"
) -> Deal:
    return Deal(
        deal=name, year=2026, a="Altyn Mills", b="Hanbit Foods", exporter=exporter,  # type: ignore[arg-type]
        value=money(value, currency), day=DAY, known_on=DAY, confirmed_on=DAY, hs=hs,
    )  # fmt: skip


FINDING = Finding("R", "UN", "paragraph 1", "found", "A", "review", "?")


@pytest.mark.parametrize(
    ("verdict", "why"),
    [
        (None, "there is no verdict on it"),
        (Verdict("review", DAY, (FINDING,)), "its verdict on 2026-03-02 is review"),
        (Verdict("barred", DAY, (FINDING,)), "its verdict on 2026-03-02 is barred"),
        (Verdict("clear", LATER), "its verdict is of 2026-05-01, the deal of 2026-03-02"),
        (Verdict("clear", DAY, (FINDING,)), "called clear and has findings"),
    ],
)
def test_what_is_not_clear_on_its_date_is_refused_with_the_finding(verdict: Verdict | None, why: str) -> None:
    answer = settle(_deal(), verdict, LATER, screened=True)
    assert isinstance(answer, RefusedSettlement)
    assert why in answer.why
    assert answer.findings == (verdict.findings if verdict else ())


def test_what_is_clear_and_confirmed_may_be_settled() -> None:
    clear = Verdict("clear", DAY)
    assert isinstance(settle(_deal(), clear, LATER, screened=True), Settlement)
    assert isinstance(
        settle(replace(_deal(), confirmed_on=None), clear, LATER, screened=True), RefusedSettlement
    )
    assert isinstance(
        settle(replace(_deal(), confirmed_on=LATER), clear, DAY, screened=True), RefusedSettlement
    )


def test_a_clear_verdict_on_goods_alone_settles_nothing() -> None:
    answer = settle(_deal(), Verdict("clear", DAY), LATER, screened=False)
    assert isinstance(answer, RefusedSettlement)
    assert answer.why == "its verdict is of goods only; parties not screened"


SETTINGS = Settings(("UN",), 30)
KZ_KR = Sides("KZ", "KR")
NO_ROLLS: Companies = Sides((), ())


def _judged(
    deals: Sequence[Deal],
    on: date,
    lists: Callable[[date], ListSet] | None = None,
    countries: Sides[str] = KZ_KR,
    rolls: Companies = NO_ROLLS,
    case_file: CaseFile = NOTHING_ON_FILE,
) -> tuple[Verdict, ...]:
    """The verdicts on deals in the account of a day; `lists` are asked for as a store asks for them."""
    rules = load_rules(())

    def law_on(day: date, known: date) -> Law:
        return Law(day, SETTINGS, rules, lists(min(day, known)) if lists else None, case_file, known)

    return verdicts(deals, law_on, countries, on, rolls)


def test_without_lists_no_deal_is_clear() -> None:
    (verdict,) = _judged([_deal()], LATER)
    assert verdict.status == "review"
    assert [f.rule for f in verdict.findings] == ["LISTS-NONE"]


def test_a_deal_is_judged_on_its_own_date_and_on_the_day_of_the_account() -> None:
    """Coal from North Korea: not barred by name in early 2015, barred from August 2017 on."""
    coal = replace(_deal(exporter="b", hs="2701"), day=date(2015, 2, 4), known_on=date(2015, 2, 4))
    countries = Sides("RU", "KP")
    then, later = (_judged([coal], on, countries=countries)[0] for on in (date(2015, 2, 5), date(2017, 8, 6)))
    assert (then.status, later.status) == ("review", "barred")
    assert later.on == coal.day
    assert isinstance(settle(coal, later, date(2017, 8, 6), screened=True), RefusedSettlement)


def _lists(on: date, *names: str) -> ListSet:
    """The UN's list of that day, with invented names."""
    entries = tuple(
        Entry(f"X-{k}", "UN", "organisation", (ListedName(name),), on) for k, name in enumerate(names)
    )
    version = ListVersion("UN", "un-consolidated-xml", on, len(names), "0", (), 0, stale=False)
    return ListSet(on, (version,), entries)


def test_with_the_lists_of_its_day_a_deal_is_clear_unless_a_party_is_listed() -> None:
    deals = [_deal("A"), replace(_deal("B"), b="Qorvath Marine Trading")]

    def lists(on: date) -> ListSet:
        return _lists(on, "QORVATH MARINE TRADING", "Ulmenor Holding")

    clear, listed = _judged(deals, LATER, lists)
    assert clear == Verdict("clear", DAY)
    assert isinstance(settle(deals[0], clear, LATER, screened=True), Settlement)
    assert listed.status == "barred"
    assert {f.party for f in listed.findings} == {"Qorvath Marine Trading"}
    assert isinstance(settle(deals[1], listed, LATER, screened=True), RefusedSettlement)


def test_a_party_listed_after_the_deal_keeps_its_settlement_back() -> None:
    deal = replace(_deal(), b="Qorvath Marine Trading")

    def lists(on: date) -> ListSet:
        return _lists(on, *(["Qorvath Marine Trading"] if on >= LATER else ["Ulmenor Holding"]))

    on_its_day, later = (_judged([deal], on, lists)[0] for on in (DAY, LATER))
    assert (on_its_day.status, later.status) == ("clear", "barred")


def test_a_list_that_was_not_screened_against_clears_nobody() -> None:
    def lists(on: date) -> ListSet:
        return replace(
            _lists(on, "Ulmenor Holding"), not_yet=(NotYet("DEMO", "council-csv", date(2027, 1, 1)),)
        )

    (verdict,) = _judged([_deal()], LATER, lists)
    assert [f.rule for f in verdict.findings] == ["LISTS-LATER"]


def test_an_error_while_judging_is_never_clear() -> None:
    def broken(_: date) -> ListSet:
        raise RuntimeError("the lists are gone")

    (verdict,) = _judged([_deal(hs="1101")], LATER, broken)
    assert verdict.status == "review"
    assert [f.rule for f in verdict.findings] == ["ENGINE-ERROR"]


def test_no_list_of_a_later_day_is_asked_for() -> None:
    asked: list[date] = []

    def lists(on: date) -> ListSet:
        asked.append(on)
        return _lists(on, "Ulmenor Holding")

    found = _judged([_deal("A"), replace(_deal("B"), day=LATER)], DAY, lists)
    assert set(asked) == {DAY}
    assert [verdict.status for verdict in found] == ["clear", "clear"]
    with pytest.raises(ValueError, match=f"lists of {LATER} are not those of {DAY}"):
        Law(LATER, SETTINGS, load_rules(()), _lists(LATER, "Ulmenor Holding"), known=DAY)


def _of_roll(*companies: Company, deal: Deal, case_file: CaseFile = NOTHING_ON_FILE) -> Verdict:
    """The verdict on a deal whose buyer may be one of these, with one organisation and its number listed."""

    def lists(on: date) -> ListSet:
        found = _lists(on, "Ulmenor Holding")
        (entry,) = found.entries
        return replace(found, entries=(replace(entry, identifiers=(("Tax ID No.", "770912345678"),)),))

    (verdict,) = _judged([deal], LATER, lists, rolls=Sides((), companies), case_file=case_file)
    return verdict


LISTED = Company("B7", "Hanbit Foods", "KR", tax_number="770912345678")


@pytest.mark.parametrize("name", ["B7", "Hanbit Foods", "HANBIT FOODS"])
def test_a_company_of_a_roll_is_known_by_all_that_its_roll_says(name: str) -> None:
    verdict = _of_roll(LISTED, deal=replace(_deal(), b=name))
    assert {(f.rule, f.effect, f.party) for f in verdict.findings} == {("UN X-0", "barred", "B7")}
    assert _of_roll(replace(LISTED, tax_number=""), deal=replace(_deal(), b=name)).status == "clear"
    assert _of_roll(LISTED, deal=replace(_deal(), b="Namsan")).status == "clear"


def test_an_owner_of_a_company_of_a_roll_is_screened_too() -> None:
    plain = replace(LISTED, tax_number="")
    owned = CaseFile(owners=(Stake("B7", "Ulmenor Holding", Fraction(1, 2)),))
    assert _of_roll(plain, deal=_deal(), case_file=owned).status == "barred"
    assert _of_roll(plain, deal=replace(_deal(), b="Namsan"), case_file=owned).status == "clear"


def test_a_name_of_several_companies_of_a_roll_is_a_question() -> None:
    verdict = _of_roll(LISTED, replace(LISTED, external_id="B8", tax_number=""), deal=_deal())
    assert [(f.rule, f.party) for f in verdict.findings] == [("COMPANY-UNCLEAR", "Hanbit Foods")]
    assert "B7, B8" in verdict.findings[0].detail


def test_an_answer_counts_for_a_deal_as_known_on_the_day_of_the_account() -> None:
    deal = replace(_deal(hs="854231"), a="A1", b="B7")
    rules = load_rules(())
    settings = replace(SETTINGS, context="military")
    rolls: Companies = Sides([Company("A1", "Altyn Mills", "KZ")], [replace(LISTED, tax_number="")])

    def asked(answered_on: date) -> list[str]:
        said = tuple(
            Answer("A1", "B7", q.id, q.closes, "officer 1", answered_on, date(2026, 12, 31))
            for q in rules.end_use.questions
        )

        def law_on(day: date, known: date) -> Law:
            lists = _lists(min(day, known), "Ulmenor Holding")
            return Law(day, settings, rules, lists, CaseFile(answers=said), known)

        (verdict,) = verdicts([deal], law_on, KZ_KR, LATER, rolls)
        return [f.rule for f in verdict.findings]

    assert asked(DAY) == asked(LATER) == []
    assert asked(date(2026, 5, 2)) == ["END-USE"]


DOLLAR = Rate("Bank", DAY, "USD", "KZT", Fraction(500), "t")
WON = Rate("Bank", DAY, "KRW", "KZT", Fraction(1, 3), "t")


RATES = Rates([RateFile("t", (DOLLAR, WON))])
IN_TENGE = AccountCurrencies("KZT")


def test_the_account_nets_by_currency_and_in_the_settlement_currency() -> None:
    deals = [_deal("A", "a", 100), _deal("B", "b", 30), _deal("C", "b", 100_000, "KRW"), _deal("X", "a", 999)]
    clear = {(d.deal, 2026): Verdict("clear", DAY) for d in deals if d.deal != "X"}
    found = account(deals, clear, RATES, LATER, AccountCurrencies("KZT", "USD"), screened=True)
    assert [(n.currency, n.payer) for n in found.netting] == [("KRW", "a"), ("USD", "b")]
    assert [[n.a_owes, n.b_owes, n.remains, n.set_off] for n in found.netting] == [
        [100_000, 0, 100_000, 0],
        [30, 100, 70, 30],
    ]
    assert found.net is not None
    assert (found.net.payer, found.net.remains) == ("b", Decimal("1666.67"))  # 50,000 − 15,000 − 33,333.33
    assert found.net.residual == Fraction(100_000, 3) - Fraction("33333.33")
    assert [[e.a_owes, e.b_owes] for e in found.exposure] == [[100_000, 0], [30, 1099]]
    assert [x.deal.deal for x in found.refused] == ["X"]


def test_a_missing_rate_leaves_no_net_sum_and_says_why() -> None:
    deals = [_deal("A", currency="EUR")]
    clear = {("A", 2026): Verdict("clear", DAY)}
    found = account(deals, clear, RATES, LATER, IN_TENGE, screened=True)
    assert found.net is None
    assert "no rate from EUR to KZT on 2026-03-02" in found.missing[0]


def test_netting_is_within_one_currency() -> None:
    with pytest.raises(ValueError, match="within one currency, not KRW, USD"):
        netted([("a", money(1, "USD")), ("b", money(1, "KRW"))])


_CLAIMS = st.lists(
    st.tuples(st.sampled_from("ab"), st.decimals(0, 10**12, places=2)), min_size=1, max_size=12
)


@given(_CLAIMS, st.randoms())
def test_netting_keeps_every_claim_whatever_the_order(claims: list[tuple[str, Decimal]], rng: object) -> None:
    rows = [(side, money(amount, "USD")) for side, amount in claims]
    found = netted(rows)
    a, b = (sum((x for s, x in claims if s == side), Decimal(0)) for side in "ab")
    signed = found.remains if found.payer == "a" else -found.remains
    assert signed == a - b
    assert found.a_owes + found.b_owes == a + b == 2 * found.set_off + found.remains
    rng.shuffle(rows)  # type: ignore[attr-defined]
    assert netted(rows) == found


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.integers(1, 10**9), st.sampled_from(["USD", "KRW", "KZT"])),
        min_size=1, max_size=8,
    ),
)  # fmt: skip
def test_the_net_sum_and_its_residual_are_exactly_what_the_deals_come_to(
    rows: list[tuple[str, int, str]],
) -> None:
    deals = [_deal(f"D{k}", side, value, currency) for k, (side, value, currency) in enumerate(rows)]
    clear = {(d.deal, 2026): Verdict("clear", DAY) for d in deals}
    found = account(deals, clear, RATES, LATER, IN_TENGE, screened=True).net
    assert found is not None
    per = {"USD": Fraction(500), "KRW": Fraction(1, 3), "KZT": Fraction(1)}
    exact = sum(value * per[currency] * (1 if side == "b" else -1) for side, value, currency in rows)
    signed = Fraction(found.remains) * (1 if found.payer == "a" else -1)
    assert signed + found.residual == exact
    assert abs(found.residual) <= len(rows) * Fraction(1, 200)


def test_a_deal_that_was_lost_is_neither_settled_nor_owed() -> None:
    lost = replace(_deal(), stage="lost")
    found = account([lost], {("D", 2026): Verdict("clear", DAY)}, RATES, LATER, IN_TENGE, screened=True)
    assert [x.why for x in found.refused] == ["it was lost"]
    assert (found.settled, found.exposure) == ((), ())


def test_nothing_of_a_later_day_stands_in_the_account_of_a_day() -> None:
    """A confirmation to come is none yet, and a contract to come is valued at the rate of the day."""
    later = Rate("Bank", LATER, "USD", "KZT", Fraction(900), "t")
    rates = Rates([RateFile("t", (DOLLAR, later))])
    deal = replace(_deal(), stage="confirmed", day=LATER, confirmed_on=LATER)
    found = account([deal], {}, rates, DAY, IN_TENGE, screened=True)
    [row] = settlement_document(SettlementReport(Corridor("KZ", "KR"), found))["deals"]
    assert (row["stage"], row["confirmed_on"], row["settlement"]["amount"]) == ("signed", None, "50000")
