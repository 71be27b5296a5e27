"""The register says what was known on a day, and nothing that was published later has any part in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.corridor.files import EXAMPLE
from tests.kinds import Case, judge

from svat.corridor.debt.state import debts
from svat.corridor.file import load
from svat.corridor.model import Corridor
from svat.corridor.partial_date import PartialDate
from svat.corridor.register.model import STATUSES, Commitment, Event, Participant
from svat.corridor.register.state import State, context, register, state_of
from svat.corridor.source import Confidence, Source
from svat.report.corridor.json import debt_document, register_document


@pytest.fixture(scope="module")
def example() -> Corridor:
    return load(EXAMPLE)


def _state(corridor: Corridor, name: str, on: date) -> State:
    return next(s for s in register(corridor, on).states if s.commitment.id == name)


@pytest.mark.parametrize(
    ("on", "status", "since", "due", "due_state"),
    [
        (date(2015, 2, 4), "confirmed", "2015-02-04", "2015-05-09", "ahead"),
        (date(2015, 4, 29), "confirmed", "2015-02-04", "2015-05-09", "ahead"),
        (date(2015, 4, 30), "cancelled", "2015-04-30", "None", ""),
        (date(2026, 1, 1), "cancelled", "2015-04-30", "None", ""),
    ],
)
def test_the_visit_as_known_on_each_day(
    example: Corridor, on: date, status: str, since: str, due: str, due_state: str
) -> None:
    visit = _state(example, "visit", on)
    assert (visit.status, str(visit.since), str(visit.due), visit.due_state) == (
        status,
        since,
        due,
        due_state,
    )


def test_nobody_had_heard_of_the_visit_before(example: Corridor) -> None:
    view = register(example, date(2015, 2, 3))
    assert [s.commitment.id for s in view.states] == ["debt-relief"]
    assert view.unknown == 4


def test_the_six_statements_of_the_founding_article_are_known_days_after_it(example: Corridor) -> None:
    """Each is dated to its first report, which the article of early February 2015 is or carries."""
    view = register(example, date(2015, 2, 10))
    stood = {s.commitment.id: s.status for s in view.states}
    assert stood == {
        "council": "fulfilled",
        "roubles": "fulfilled",
        "debt-relief": "fulfilled",
        "visit": "confirmed",
        "exercises": "in_negotiation",
    }
    assert [(int(g.amount), g.by) for g in view.goals] == [(1_000_000_000, 2020)]
    assert [(int(d.debt.principal), str(d.debt.forgiven_share)) for d in view.debts] == [
        (10_940_000_000, "0.9")
    ]
    assert [s.on for s in view.settlements] == [PartialDate(2014, 10)]
    assert (view.context, view.unknown) == ("military", 0)


def test_the_exercise_has_its_four_partners_and_makes_the_context_military(example: Corridor) -> None:
    exercise = _state(example, "exercises", date(2015, 4, 22))
    assert [p.name for p in exercise.commitment.parties if p.role == "partner"] == ["BR", "VN", "CU", "KP"]
    assert exercise.status == "in_negotiation"
    assert exercise.sources[0].speaker == "V. Gerasimov"
    assert context(example, date(2015, 4, 22)) == "military"
    assert context(example, date(2015, 2, 3)) == "civil"


def test_all_seven_rows_come_out_of_one_command_with_their_sources(example: Corridor) -> None:
    document = register_document(register(example, date(2021, 12, 31)))
    assert [c["id"] for c in document["commitments"]] == [
        "council",
        "roubles",
        "debt-relief",
        "visit",
        "exercises",
    ]
    assert [(g["amount"], g["by"]) for g in document["goals"]] == [("1000000000", 2020)]
    assert [s["on"] for s in document["settlements"]] == ["2014-10"]
    (debt,) = document["debts"]
    assert (debt["instalment"], debt["instalments"], debt["forgiven_share"]) == ("27250000", 40, "0.9")
    for row in (*document["commitments"], *document["goals"], *document["settlements"], debt):
        assert row["sources"]
        assert all(s["speaker"] or s["role"] or s["agency"] or s["outlet"] for s in row["sources"])
    events = [e for c in document["commitments"] for e in c["events"]]
    assert all(e["sources"] for e in events)


def test_two_sources_on_one_thing_stand_side_by_side(example: Corridor) -> None:
    (found,) = _state(example, "debt-relief", date(2015, 1, 1)).contradictions
    assert found.about == "sum forgiven"
    assert {found.one.event.claim, found.other.event.claim} == {"90 % of $10.94 billion", "$10.94 billion"}


def _said(day: date, confidence: Confidence = "C", speaker: str = "A. Speaker") -> Source:
    return Source(PartialDate.of(day), speaker=speaker, confidence=confidence)


def _event(status: str, published: date, **more: object) -> Event:
    return Event(status, (_said(published),), **more)  # type: ignore[arg-type]


def _commitment(*events: Event, military: bool = False) -> Commitment:
    kind = "exercise" if military else "visit"
    return Commitment("x", kind, "X", (Participant("country", "KZ"),), events, military)  # type: ignore[arg-type]


def test_what_was_due_and_not_heard_of_is_overdue_and_does_not_lapse_by_itself() -> None:
    due = PartialDate(2026, 5)
    promised = _commitment(_event("announced", date(2026, 1, 1), due=due))
    states = [state_of(promised, on) for on in (date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 1))]
    assert [(s.status, s.due_state) for s in states if s] == [
        ("announced", "ahead"),
        ("announced", "now"),
        ("announced", "overdue"),
    ]
    lapsed = replace(promised, events=(*promised.events, _event("lapsed", date(2026, 7, 1))))
    state = state_of(lapsed, date(2026, 7, 1))
    assert state is not None
    assert (state.status, state.due_state) == ("lapsed", "")


def test_a_changed_day_takes_the_place_of_the_first_and_is_no_contradiction() -> None:
    first, second = PartialDate(2026, 5, 1), PartialDate(2026, 6, 1)
    state = state_of(
        _commitment(
            _event("announced", date(2026, 1, 1), due=first), _event("changed", date(2026, 2, 1), due=second)
        ),
        date(2026, 3, 1),
    )
    assert state is not None
    assert (state.due, state.contradictions) == (second, ())


def test_another_day_announced_without_a_change_is_a_contradiction() -> None:
    first, second = PartialDate(2026, 5, 1), PartialDate(2026, 6, 1)
    said = _event("announced", date(2026, 1, 1), due=first), _event("confirmed", date(2026, 2, 1), due=second)
    state = state_of(_commitment(*said), date(2026, 3, 1))
    assert state is not None
    assert [c.about for c in state.contradictions] == ["the day announced"]
    assert state.due == second


def test_held_and_cancelled_on_one_day_contradict_each_other() -> None:
    day = PartialDate(2026, 5, 1)
    state = state_of(
        _commitment(_event("held", date(2026, 5, 1), on=day), _event("cancelled", date(2026, 5, 2), on=day)),
        date(2026, 5, 2),
    )
    assert state is not None
    assert [c.about for c in state.contradictions] == ["held or cancelled"]


def test_a_new_day_after_a_cancellation_contradicts_nothing() -> None:
    first = _event("announced", date(2026, 1, 1), due=PartialDate(2026, 3, 1))
    again = _event("announced", date(2026, 2, 1), due=PartialDate(2026, 9, 1))
    cancelled = _event("cancelled", date(2026, 1, 15))
    for events, found in ((first, again), 1), ((first, cancelled, again), 0):
        state = state_of(_commitment(*events), date(2026, 2, 1))
        assert state is not None
        assert len(state.contradictions) == found
        assert str(state.due) == "2026-09-01"


def test_a_cancelled_exercise_no_longer_makes_the_context_military() -> None:
    exercise = _commitment(
        _event("announced", date(2026, 1, 1)),
        Event("cancelled", (_said(date(2026, 2, 1), "B"),)),
        military=True,
    )
    corridor = Corridor("KZ", "KR", commitments=(exercise,))
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1))
    assert [context(corridor, day) for day in days] == ["civil", "military", "military", "civil"]


JAN, FEB, MAR = date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5)


def _by(confidence: Confidence, status: str, day: date, on: PartialDate | None = None) -> Event:
    return Event(status, (_said(day, confidence, f"speaker of {day}"),), on)  # type: ignore[arg-type]


STAYS_MILITARY: dict[str, tuple[Event, ...]] = {
    "ended by a rumour": (_by("B", "announced", JAN), _by("D", "cancelled", FEB)),
    "denied by a rumour": (_by("B", "announced", JAN), _by("D", "denied", FEB)),
    "ended at second hand": (_by("B", "announced", JAN), _by("C", "cancelled", FEB)),
    "lapsed at second hand": (_by("B", "announced", JAN), _by("C", "lapsed", FEB)),
    "denied at second hand": (_by("A", "announced", JAN), _by("C", "denied", FEB)),
    "taken up again after the end": (
        _by("B", "announced", JAN), _by("B", "cancelled", FEB), _by("C", "announced", MAR),
    ),
    "postponed": (_by("B", "announced", JAN), _by("B", "postponed", FEB)),
    "held": (_by("B", "announced", JAN), _by("A", "held", FEB)),
    "order not known: announced in the year": (
        _by("B", "announced", MAR, PartialDate(2026)), _by("A", "cancelled", FEB, PartialDate.of(FEB)),
        _by("A", "cancelled", date(2026, 3, 7), PartialDate(2026)),
    ),
    "order not known: cancelled in the year": (
        _by("A", "cancelled", MAR, PartialDate(2026)), _by("B", "announced", FEB),
    ),
    "announced at second hand": (_by("C", "announced", JAN),),
}  # fmt: skip
CIVIL: dict[str, tuple[Event, ...]] = {
    "ended by an agency": (_by("B", "announced", JAN), _by("B", "cancelled", FEB)),
    "ended by a document": (_by("C", "announced", JAN), _by("A", "cancelled", FEB)),
    "denied by the speaker": (_by("C", "announced", JAN), _by("A", "denied", FEB)),
    "lapsed by an agency": (_by("B", "announced", JAN), _by("B", "lapsed", FEB)),
    "announced by a rumour alone": (_by("D", "announced", JAN),),
    "ended, and a rumour of more": (_by("B", "announced", JAN), _by("B", "cancelled", FEB), _by("D", "announced", MAR)),
    "ended, told again at second hand": (
        _by("B", "announced", JAN), _by("B", "cancelled", FEB), _by("C", "cancelled", MAR),
    ),
    "ended in a month after it": (
        _by("B", "announced", JAN), _by("B", "cancelled", date(2026, 2, 28), PartialDate(2026, 2)),
    ),
    "announced in the year, but reported before the end": (
        _by("B", "announced", JAN, PartialDate(2026)), _by("B", "cancelled", FEB, PartialDate.of(FEB)),
    ),
    "denied, then cancelled": (_by("B", "announced", JAN), _by("C", "denied", FEB), _by("B", "cancelled", MAR)),
}  # fmt: skip


def test_a_rumour_does_not_end_the_military_context(capsys: pytest.CaptureFixture[str]) -> None:
    cases = [Case(name, events, caught=True) for name, events in STAYS_MILITARY.items()]
    cases += [Case(name, events, caught=False) for name, events in CIVIL.items()]

    def stays(events: tuple[Event, ...]) -> bool:
        exercise = _commitment(*events, military=True)
        return context(Corridor("KZ", "KR", commitments=(exercise,)), date(2026, 4, 1)) == "military"

    with capsys.disabled():
        judge("military context kept against weak sources", cases, stays)


def test_a_doubtful_event_is_shown_beside_and_nothing_rests_on_it() -> None:
    first, rumour = _by("B", "announced", JAN), _by("D", "cancelled", FEB)
    state = state_of(_commitment(first, rumour), MAR)
    assert state is not None
    assert (state.status, str(state.since)) == ("announced", "2026-01-05")
    assert [k.event for k in state.doubtful] == [rumour]
    assert [e["doubtful"] for e in _document(first, rumour)["events"]] == [False, True]
    alone = state_of(_commitment(rumour), MAR)
    assert alone is not None
    assert (alone.status, alone.due) == ("doubtful", None)


def _document(*events: Event) -> dict[str, list[dict[str, object]]]:
    view = register(Corridor("KZ", "KR", commitments=(_commitment(*events),)), date(2026, 4, 1))
    return register_document(view)["commitments"][0]  # type: ignore[no-any-return]


DAY = PartialDate.of
UNLIKE: dict[str, tuple[Event, ...]] = {
    "held, then cancelled months later": (_by("B", "held", JAN), _by("B", "cancelled", MAR)),
    "cancelled, then held months later": (_by("B", "cancelled", JAN), _by("B", "held", MAR)),
    "held and cancelled on one day": (_by("B", "held", JAN, DAY(JAN)), _by("B", "cancelled", FEB, DAY(JAN))),
    "held in the year, cancelled on a day": (_by("B", "held", MAR, PartialDate(2026)), _by("B", "cancelled", FEB)),
    "held in a month, denied on a day": (_by("B", "held", MAR, PartialDate(2026, 2)), _by("B", "denied", FEB)),
    "fulfilled and denied": (_by("B", "fulfilled", JAN), _by("B", "denied", MAR)),
    "fulfilled and cancelled": (_by("C", "fulfilled", JAN), _by("C", "cancelled", MAR)),
    "confirmed by one, denied by another": (_by("B", "confirmed", JAN), _by("B", "denied", FEB)),
    "signed, denied by another": (_by("B", "signed", JAN), _by("B", "denied", FEB)),
    "held, cancelled by a rumour": (_by("B", "held", JAN), _by("D", "cancelled", FEB)),
}  # fmt: skip
OWN = _said(JAN, "B", "one speaker"), _said(FEB, "B", "one speaker")
ALIKE: dict[str, tuple[Event, ...]] = {
    "announced, then cancelled": (_by("B", "announced", JAN), _by("B", "cancelled", FEB)),
    "cancelled, taken up again, held": (
        _by("B", "cancelled", JAN), _by("B", "announced", FEB), _by("B", "held", MAR),
    ),
    "held, announced anew, cancelled": (
        _by("B", "held", JAN), _by("B", "announced", FEB), _by("B", "cancelled", MAR),
    ),
    "signed, then lapsed": (_by("B", "signed", JAN), _by("B", "lapsed", MAR)),
    "held for years, then lapsed": (_by("B", "held", JAN), _by("B", "lapsed", MAR)),
    "postponed, then held": (_by("B", "postponed", JAN), _by("B", "held", MAR)),
    "confirmed and taken back by one speaker": (Event("confirmed", (OWN[0],)), Event("denied", (OWN[1],))),
    "announced, denied": (_by("B", "announced", JAN), _by("B", "denied", FEB)),
    "cancelled twice": (_by("B", "cancelled", JAN), _by("B", "cancelled", MAR)),
    "held, told twice": (_by("B", "held", JAN), _by("C", "held", MAR)),
}  # fmt: skip


def test_what_cannot_both_be_right_is_told_whatever_the_day(capsys: pytest.CaptureFixture[str]) -> None:
    cases = [Case(name, events, caught=True) for name, events in UNLIKE.items()]
    cases += [Case(name, events, caught=False) for name, events in ALIKE.items()]
    with capsys.disabled():
        judge(
            "contradictions in the register", cases, lambda events: bool(_document(*events)["contradictions"])
        )


LATE, EARLY = date(2026, 12, 31), date(2026, 1, 2)


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ((_by("B", "announced", MAR, PartialDate(2026)), _by("B", "cancelled", FEB)), True),
        ((_by("B", "cancelled", MAR, PartialDate(2026)), _by("B", "held", FEB)), True),
        ((_by("B", "held", MAR, PartialDate(2026, 2)), _by("B", "cancelled", FEB)), True),
        ((_by("B", "held", LATE, PartialDate(2026)), _by("B", "postponed", LATE, PartialDate(2026, 6))), True),
        ((_by("B", "held", LATE, PartialDate(2026, 6)), _by("B", "postponed", LATE, DAY(date(2026, 6, 9)))), True),
        ((_by("B", "announced", EARLY, PartialDate(2026)), _by("B", "cancelled", FEB)), False),
        ((_by("B", "announced", JAN), _by("B", "cancelled", FEB)), False),
        ((_by("B", "announced", MAR, PartialDate(2025)), _by("B", "cancelled", FEB)), False),
        ((_by("B", "held", MAR, PartialDate(2026)), _by("B", "held", FEB)), False),
        ((_by("B", "held", LATE, PartialDate(2026, 6)), _by("B", "postponed", LATE, PartialDate(2026, 5))), False),
    ],
)  # fmt: skip
def test_an_order_that_is_not_known_is_said(events: tuple[Event, ...], said: bool) -> None:
    state = state_of(_commitment(*events), LATE)
    assert state is not None
    assert bool(state.order_unknown) == said, state.order_unknown


def test_what_is_postponed_without_a_day_is_due_on_none() -> None:
    promised = _event("announced", JAN, due=PartialDate(2026, 5, 1))
    put_off = _event("postponed", FEB)
    again = _event("confirmed", MAR, due=PartialDate(2026, 9))
    states = [state_of(_commitment(promised, put_off, again), on) for on in (JAN, FEB, MAR)]
    assert [(s.status, str(s.due)) for s in states if s] == [
        ("announced", "2026-05-01"),
        ("postponed", "None"),
        ("confirmed", "2026-09"),
    ]
    assert states[2] is not None
    assert states[2].contradictions == ()


_DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 31))


@st.composite
def _events(draw: st.DrawFn) -> Event:
    published = draw(_DAYS)
    earlier = published - timedelta(days=draw(st.integers(0, 40)))
    on = draw(st.sampled_from([None, PartialDate(earlier.year, earlier.month, earlier.day)]))
    due = draw(st.sampled_from([None, PartialDate(2026, 4), PartialDate(2026, 2, 14)]))
    sources = (_said(published), *draw(st.lists(_DAYS.map(_said), max_size=2)))
    return Event(draw(st.sampled_from(STATUSES)), sources, on, due, "x", "t", draw(st.sampled_from("ab")))


@given(st.lists(_events(), min_size=1, max_size=6), _DAYS)
def test_no_view_uses_what_was_published_later(events: list[Event], on: date) -> None:
    whole = Corridor("KZ", "KR", commitments=(_commitment(*events),))
    cut = [
        replace(event, sources=tuple(s for s in event.sources if s.date.last <= on))
        for event in events
        if any(s.date.last <= on for s in event.sources)
    ]
    if not cut:
        assert register(whole, on).states == ()
        return
    only = Corridor("KZ", "KR", commitments=(_commitment(*cut),))
    seen = register_document(register(whole, on))
    assert seen == register_document(register(only, on))


@given(st.dates(date(2012, 1, 1), date(2022, 12, 31)))
def test_the_example_as_known_on_a_day_names_no_later_source(on: date) -> None:
    corridor = load(EXAMPLE)
    documents = [register_document(register(corridor, on)), debt_document(debts(corridor, on))]
    for source in _sources(documents):
        assert PartialDate(*map(int, source["date"].split("-"))).last <= on


def _sources(value: object) -> list[dict[str, str]]:
    if isinstance(value, dict):
        own = [s for s in value["sources"]] if "sources" in value else []  # noqa: C416
        return own + [s for item in value.values() for s in _sources(item)]
    if isinstance(value, list):
        return [s for item in value for s in _sources(item)]
    return []
