"""Report, corridor: register and debts as JSON."""

from __future__ import annotations

from svat.corridor.debt.state import Debts, DebtState
from svat.corridor.model import Goal
from svat.corridor.register.model import Commitment
from svat.corridor.register.state import DueItem, KnownEvent, Register, State
from svat.report.corridor.json.parts import Json, digits, fact, head, sources, when


def register_document(register: Register) -> Json:
    """The register as known on a day, with goals, settlement facts and debts known by then."""
    return {
        **head(register.corridor, "corridor-register", register.on),
        "context": register.context,
        "commitments": [_state(state) for state in register.states],
        "not_heard_of_yet": register.unknown,
        "goals": [_goal(goal) for goal in register.goals],
        "settlements": [fact(each) for each in register.settlements],
        "debts": [_debt(state) for state in register.debts],
        "coming": [_due(item) for item in register.coming],
        "overdue": [_due(item) for item in register.overdue],
    }


def _state(state: State) -> Json:
    return {
        **_commitment(state.commitment),
        "status": state.status,
        "since": str(state.since),
        "said": state.said or None,
        "sources": sources(state.sources),
        "due": when(state.due),
        "due_state": state.due_state or None,
        "order_unknown": state.order_unknown or None,
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
        "on": when(event.on),
        "published": str(event.published),
        "due": when(event.due),
        "text": event.text or None,
        "topic": event.topic or None,
        "claim": event.claim or None,
        "doubtful": known_event.doubtful,
        "sources": sources(known_event.sources),
    }


def _due(item: DueItem) -> Json:
    return {
        "id": item.id,
        "title": item.title,
        "due": str(item.due),
        "days": item.days,
        "words": item.words,
    }


def _goal(goal: Goal) -> Json:
    return {
        "id": goal.id or None,
        "measure": goal.measure,
        "amount": digits(goal.amount),
        "currency": goal.currency,
        "by": goal.by,
        "declared_on": when(goal.declared_on),
        "said_by": goal.said_by or None,
        "sources": sources(goal.sources),
    }


def debt_document(debts: Debts) -> Json:
    """Every debt known by a day with its schedule, its checks and its balance on that day."""
    return {
        **head(debts.corridor, "corridor-debt", debts.on),
        "debts": [
            {
                **_debt(state),
                "checks": [
                    {
                        "name": check.name,
                        "agrees": check.agrees,
                        "reckoned": digits(check.reckoned),
                        "given": digits(check.given),
                        "words": check.words,
                        "sources": sources(check.sources),
                    }
                    for check in state.checks
                ],
                "schedule": [
                    {"number": i.number, "due": i.due.isoformat(), "amount": digits(i.amount)}
                    for i in state.schedule
                ],
                "payments": [
                    {"on": str(p.on), "amount": digits(p.amount), "sources": sources(p.sources)}
                    for p in state.payments
                ],
            }
            for state in debts.states
        ],
        "not_known_yet": debts.unknown,
    }


def _debt(state: DebtState) -> Json:
    """A debt's terms and its balance on the day."""
    debt, balance = state.debt, state.balance
    return {
        "id": debt.id,
        "title": debt.title or None,
        "creditor": debt.creditor,
        "debtor": debt.debtor,
        "currency": debt.currency,
        "principal": digits(debt.principal),
        "forgiven_share": digits(debt.forgiven_share),
        "forgiven": digits(state.forgiven),
        "remaining": digits(state.to_pay),
        "agreed_on": when(state.past(debt.agreed_on)),
        "in_force_on": when(state.past(debt.in_force_on)),
        "instalments": len(state.schedule),
        "instalment": digits(state.each) if state.each is not None else None,
        "last_instalment": digits(state.schedule[-1].amount) if state.schedule else None,
        "plan_note": state.plan_note or None,
        "use": list(debt.use),
        "use_text": debt.use_text or None,
        "sources": sources(state.sources),
        "balance": {
            "on": balance.on.isoformat(),
            "due_so_far": digits(balance.due_so_far),
            "instalments_due": balance.count_due,
            "scheduled": digits(balance.scheduled),
            "paid": digits(balance.paid),
            "recorded": digits(balance.recorded),
            "next_due": balance.next.due.isoformat() if balance.next else None,
            "next_amount": digits(balance.next.amount) if balance.next else None,
        },
    }
