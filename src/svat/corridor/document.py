"""Corridor room, documents: what register, debt and settlement say, as JSON (docs/reference/corridor.md)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from svat.corridor.debt.checks import checks
from svat.corridor.debt.model import Debt
from svat.corridor.debt.schedule import balance, forgiven, schedule, to_pay
from svat.corridor.model import Corridor, Goal, SettlementFact
from svat.corridor.money.amounts import digits
from svat.corridor.partial_date import PartialDate
from svat.corridor.register.model import Commitment
from svat.corridor.register.state import NOTHING_HEARD, KnownEvent, Register, State, settlements_known
from svat.corridor.source import Source, known

Json = dict[str, Any]


def head(corridor: Corridor, kind: str, on: date) -> Json:
    """What every document of a corridor begins with."""
    return {
        "document": kind,
        "corridor": {"a": corridor.a, "b": corridor.b, "name": corridor.name},
        "on": on.isoformat(),
    }


def source(given: Source) -> Json:
    """One source chain."""
    return {
        "id": given.id or None,
        "speaker": given.speaker or None,
        "role": given.role or None,
        "agency": given.agency or None,
        "outlet": given.outlet or None,
        "date": str(given.date),
        "link": given.link or None,
        "confidence": given.confidence,
        "language": given.language or None,
        "note": given.note or None,
        "words": str(given),
    }


def sources(given: Iterable[Source]) -> list[Json]:
    """Several source chains."""
    return [source(each) for each in given]


def register_document(corridor: Corridor, view: Register) -> Json:
    """The register as known on a day, with goals, settlement facts and debts known by then."""
    on = view.on
    return {
        **head(corridor, "corridor-register", on),
        "context": view.context,
        "commitments": [_state(state) for state in view.states],
        "not_heard_of_yet": view.unknown,
        "goals": [_goal(goal, on) for goal in view.goals],
        "settlements": facts_known(corridor, on),
        "debts": [debt_summary(debt, on) for debt in _debts(corridor, on)],
        "coming": sorted(
            [_due(state, on) for state in view.coming] + _instalments_due(corridor, on),
            key=lambda row: (row["days"], row["due"]),
        ),
        "overdue": [_due(state, on) for state in view.overdue],
    }


def _state(state: State) -> Json:
    commitment = state.commitment
    return {
        **_commitment(commitment),
        "status": state.status,
        "since": str(state.since),
        "said": state.said or None,
        "sources": sources(state.sources),
        "due": str(state.due) if state.due else None,
        "due_state": state.due_state or None,
        "events": [_event(event) for event in state.events],
        "contradictions": [
            {"about": c.about, "one": _event(c.one), "other": _event(c.other)} for c in state.contradictions
        ],
    }


def _commitment(commitment: Commitment) -> Json:
    return {
        "id": commitment.id,
        "kind": commitment.kind,
        "title": commitment.title,
        "military": commitment.military,
        "place": commitment.place or None,
        "parties": [
            {"kind": party.kind, "name": party.name, "role": party.role or None}
            for party in commitment.parties
        ],
    }


def _event(known_event: KnownEvent) -> Json:
    event = known_event.event
    return {
        "status": event.status,
        "on": str(event.on) if event.on else None,
        "published": str(event.published),
        "due": str(event.due) if event.due else None,
        "text": event.text or None,
        "topic": event.topic or None,
        "claim": event.claim or None,
        "sources": sources(known_event.sources),
    }


def _due(state: State, on: date) -> Json:
    due = state.due
    if due is None:
        raise ValueError(f"{state.commitment.id} has nothing due")
    days = (due.first - on).days if state.due_state == "ahead" else min((due.last - on).days, 0)
    words = {"ahead": _in(days), "now": "due now", "overdue": NOTHING_HEARD}[state.due_state]
    return {
        "id": state.commitment.id,
        "title": state.commitment.title,
        "due": str(due),
        "days": days,
        "words": words,
    }


def _in(days: int) -> str:
    return f"in {days} {'day' if days == 1 else 'days'}"


def _instalments_due(corridor: Corridor, on: date) -> list[Json]:
    """The next instalment of each debt known by a day."""
    rows = []
    for debt in _debts(corridor, on):
        coming = balance(debt, on).next
        if coming:
            days = (coming.due - on).days
            title = f"instalment {coming.number} of {debt.title or debt.id}"
            due = coming.due.isoformat()
            rows.append({"id": debt.id, "title": title, "due": due, "days": days, "words": _in(days)})
    return rows


def _goal(goal: Goal, on: date) -> Json:
    return {
        "id": goal.id or None,
        "measure": goal.measure,
        "amount": digits(goal.amount),
        "currency": goal.currency,
        "by": goal.by,
        "declared_on": str(goal.declared_on) if goal.declared_on else None,
        "said_by": goal.said_by or None,
        "sources": sources(known(goal.sources, on)),
    }


def facts_known(corridor: Corridor, on: date) -> list[Json]:
    """The facts on settlements that were known by a day, each with its sources."""
    return [_fact(fact, on) for fact in settlements_known(corridor, on)]


def _fact(fact: SettlementFact, on: date) -> Json:
    return {
        "id": fact.id,
        "text": fact.text or None,
        "currency": fact.currency,
        "amount": digits(fact.amount) if fact.amount is not None else None,
        "on": str(fact.on),
        "sources": sources(known(fact.sources, on)),
    }


def debt_document(corridor: Corridor, on: date) -> Json:
    """Every debt known by a day with its schedule, its checks and its balance on that day."""
    heard = _debts(corridor, on)
    return {
        **head(corridor, "corridor-debt", on),
        "debts": [
            {
                **debt_summary(debt, on),
                "checks": [
                    {
                        "name": check.name,
                        "agrees": check.agrees,
                        "reckoned": digits(check.reckoned),
                        "given": digits(check.given),
                        "words": check.words,
                        "sources": sources(check.sources),
                    }
                    for check in checks(debt, on)
                ],
                "schedule": [
                    {"number": i.number, "due": i.due.isoformat(), "amount": digits(i.amount)}
                    for i in schedule(debt)
                ],
                "payments": [
                    {"on": str(p.on), "amount": digits(p.amount), "sources": sources(known(p.sources, on))}
                    for p in debt.payments
                    if known(p.sources, on)
                ],
            }
            for debt in heard
        ],
        "not_known_yet": len(corridor.debts) - len(heard),
    }


def debt_summary(debt: Debt, on: date) -> Json:
    """A debt's terms and its balance on a day."""
    plan, state = schedule(debt), balance(debt, on)
    return {
        "id": debt.id,
        "title": debt.title or None,
        "creditor": debt.creditor,
        "debtor": debt.debtor,
        "currency": debt.currency,
        "principal": digits(debt.principal),
        "forgiven_share": digits(debt.forgiven_share),
        "forgiven": digits(forgiven(debt)),
        "remaining": digits(to_pay(debt)),
        "agreed_on": _past(debt.agreed_on, on),
        "in_force_on": _past(debt.in_force_on, on),
        "instalments": len(plan),
        "instalment": digits(plan[0].amount) if debt.plan and plan else None,
        "last_instalment": digits(plan[-1].amount) if plan else None,
        "plan_note": (debt.plan.note or None) if debt.plan else None,
        "use": list(debt.use),
        "use_text": debt.use_text or None,
        "sources": sources(
            known(dict.fromkeys((*debt.sources, *(debt.plan.sources if debt.plan else ()))), on)
        ),
        "balance": {
            "on": on.isoformat(),
            "due_so_far": digits(state.due_so_far),
            "instalments_due": state.count_due,
            "scheduled": digits(state.scheduled),
            "paid": digits(state.paid),
            "recorded": digits(state.recorded),
            "next_due": state.next.due.isoformat() if state.next else None,
            "next_amount": digits(state.next.amount) if state.next else None,
        },
    }


def _debts(corridor: Corridor, on: date) -> list[Debt]:
    """The debts of a corridor as known on a day."""
    return [debt for given in corridor.debts if (debt := given.as_known(on)) is not None]


def _past(when: PartialDate | None, on: date) -> str | None:
    """A date in words, once it is past: before, nobody knew that it would come true."""
    return str(when) if when is not None and when.by(on) else None
