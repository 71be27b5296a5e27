"""The web application, permissions: one matrix of who may see what and do what in which state.

Every address has a name, and every name stands here: an address that does not is nobody's. `guarded` (middleware) asks
before a view runs, `perform` (actions) before anything changes; what objects a member sees is said by the queries.
docs/reference/permissions.md is made from these tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from svat.web.people.roles import AUDITOR, CHAIR, COMPANY, OFFICER, REVIEWER, ROLES

ANYBODY, SIGNED_IN, EVERY_ROLE = "anybody", "signed in", frozenset(ROLES)
_OFFICE = frozenset((OFFICER,))
_REVIEW = frozenset((OFFICER, REVIEWER))
_READERS = frozenset((OFFICER, AUDITOR))
_COUNCIL = frozenset((OFFICER, REVIEWER, CHAIR, AUDITOR))
_REVIEWED = frozenset((OFFICER, REVIEWER, AUDITOR))
_AUDIT = frozenset((AUDITOR, OFFICER, CHAIR))
_OWN = frozenset((COMPANY,))
_CHAIR = frozenset((CHAIR,))
_PUBLISH = frozenset((OFFICER, CHAIR))

# Address → who may ask for it. A page that changes something names its action beside it, which is asked as well.
PAGES: Mapping[str, frozenset[str] | str] = {
    "alive": ANYBODY,
    "ready": ANYBODY,
    "first-run": ANYBODY,  # answers only as long as there is no council
    "invitation": ANYBODY,  # whoever holds the link
    "language": ANYBODY,
    "icon": ANYBODY,
    "home": ANYBODY,
    "sign-in": ANYBODY,  # everything of django-allauth, which guards its own pages
    "no-role": SIGNED_IN,
    "act-as": EVERY_ROLE,
    "kept": EVERY_ROLE,
    "profile": EVERY_ROLE,
    "factor": EVERY_ROLE,
    "factor-codes": EVERY_ROLE,
    "today": EVERY_ROLE,
    "people": _READERS,
    "invite": _OFFICE,
    "invitation-revoke": _OFFICE,
    "invitation-resend": _OFFICE,
    "member-end": _OFFICE,
    "member-forget": _OFFICE,
    "recovery-propose": _OFFICE,
    "recovery-second": _OFFICE,
    "recovery-withdraw": _OFFICE,
    "council": _READERS,
    "council-change": _OFFICE,
    "outbox": _OFFICE,
    "outbox-done": _OFFICE,
    "outbox-again": _OFFICE,
    "outbox-leave": _OFFICE,
    "outbox-letter": _OFFICE,
    "outbox-bounces": _OFFICE,
    "imports": _READERS,
    "imports-xlsx": _READERS,
    "import-upload": _OFFICE,
    "import": _READERS,
    "import-map": _OFFICE,
    "import-apply": _OFFICE,
    "import-undo": _OFFICE,
    "import-discard": _OFFICE,
    "import-said": _READERS,
    "companies": _COUNCIL,
    "companies-xlsx": _COUNCIL,
    "book-make": _COUNCIL,
    "book": _COUNCIL,  # one's own alone
    "book-file": _COUNCIL,
    "company": _COUNCIL,
    "companies-bulk": _OFFICE,
    "company-correct": _OFFICE,
    "company-pair": _READERS,
    "correction-undo": _OFFICE,
    "view-save": _COUNCIL,
    "view-forget": _COUNCIL,
    "duplicates": _READERS,
    "duplicates-bulk": _OFFICE,
    "tell-apart": _OFFICE,
    "apart-undo": _OFFICE,
    "merge": _OFFICE,
    "unmerge": _OFFICE,
    "listings": _READERS,
    "listing-answer": _OFFICE,
    "listings-bulk": _OFFICE,
    "listings-propose": _OFFICE,
    "listing-undo": _OFFICE,
    "bulk-undo": _OFFICE,
    "review": _REVIEWED,
    "review-xlsx": _REVIEWED,
    "review-screen": _REVIEW,
    "hit": _REVIEWED,
    "hit-decide": _REVIEW,
    "hit-second": _REVIEW,
    "questions": _REVIEWED,
    "case-file": _REVIEWED,
    "case-table": _REVIEWED,  # who adds a row is asked by the action
    "case-row-undo": _REVIEW,
    "review-waits": _REVIEWED,
    "review-proofs": _REVIEWED,  # who asks for one is asked by the action
    "review-proof": _REVIEWED,
    "review-key": _REVIEWED,
    "own-introductions": _OWN,
    "own-partner": _OWN,
    "own-answer": _OWN,
    "own-contact": _OWN,
    "own-company": _OWN,
    "own-forget": _OWN,
    "own-field": _OWN,
    "own-listing-new": _OWN,
    "own-listing": _OWN,
    "own-code": _OWN,
    "own-request-back": _OWN,
    "own-reminders": _OWN,
    "own-data": _OWN,
    "own-data-out": _OWN,
    "requests": _READERS,
    "request": _READERS,
    "request-do": _OFFICE,
    "request-refuse": _OFFICE,
    "request-forget": _OFFICE,
    "runs": _COUNCIL,
    "run": _COUNCIL,
    "introduction": _COUNCIL,
    "run-xlsx": _COUNCIL,
    "run-file": _COUNCIL,
    "run-changes": _COUNCIL,
    "wishes": _COUNCIL,
    "wish-settle": _OFFICE,
    "wish-undo": _OFFICE,
    "price-ask": _OFFICE,
    "least-fit": _OFFICE,
    "run-ask": _OFFICE,
    "run-cancel": _OFFICE,
    "run-propose": _OFFICE,
    "run-back": _CHAIR,
    "run-publish": _PUBLISH,
    "run-withdraw": _PUBLISH,
    "run-check": _PUBLISH,
    "answers": _COUNCIL,
    "answers-xlsx": _COUNCIL,
    "silent": _READERS,
    "letters-send": _OFFICE,
    "overview": _COUNCIL,
    "company-story": _COUNCIL,
    "learning": _READERS,
    "learning-look": _OFFICE,
    "learning-switch": _OFFICE,
    "lists": _COUNCIL,
    "list-upload": _REVIEW,
    "list-changes": _COUNCIL,
    "list-fewer": _REVIEW,
    "list-discard": _REVIEW,
    "list-compare": _REVIEW,
    "list-screen": _REVIEW,
    "list-read": _REVIEW,
    "rescreening": _COUNCIL,
    "job": _COUNCIL,
    "audit": _AUDIT,
    "audit-entry": _AUDIT,
    "audit-verify": _AUDIT,
    "corridor": _COUNCIL,
    "corridor-change": _OFFICE,
}


@dataclass(frozen=True, slots=True)
class May:
    """Who may do an action, and in which states of its object; no state named means any."""

    roles: frozenset[str]
    states: frozenset[str] = frozenset()


def _in(*states: str, roles: frozenset[str] = _OFFICE) -> May:
    return May(roles, frozenset(states))


# Action → who, and in which state of what it changes.
ACTIONS: Mapping[str, May] = {
    "found council": May(frozenset()),  # nobody's: once, by whoever starts the installation
    "accept invitation": May(frozenset()),  # whoever holds the link
    "finish projection": May(frozenset()),  # the worker's, at the end of its job
    "recover factor on server": May(frozenset()),  # whoever has the server
    "change sign-in": May(frozenset()),  # everybody's own: password, passkeys, one-time codes
    "invite": May(_OFFICE),
    "revoke invitation": _in("open"),
    "resend invitation": _in("open", "expired"),
    "end role": _in("active"),
    "propose factor recovery": _in("active"),
    "second factor recovery": _in("proposed"),
    "withdraw factor recovery": _in("proposed"),
    "keep recovery codes": May(EVERY_ROLE),
    "change council": May(_OFFICE),
    "change profile": May(EVERY_ROLE),
    "hand over mail": _in("waiting", "refused", "perhaps sent", "bounced"),
    "send mail again": _in("refused", "perhaps sent"),
    "leave mail": _in("refused", "perhaps sent", "bounced"),
    "keep bounces": May(_OFFICE),
    "change corridor": May(_OFFICE),
    "upload roll": May(_OFFICE),
    "map headings": _in("waiting", "previewed", "unreadable"),
    "apply import": _in("previewed", "applying"),  # applying: once more, where its job has failed
    "undo import": _in("applied", "applying", "undoing"),
    "discard import": _in("waiting", "previewed", "unreadable"),
    "import folder": May(_OFFICE),
    "correct company": _in("current"),
    "correct companies": May(_OFFICE),
    "undo correction": _in("current"),
    "merge companies": _in("current"),
    "tell companies apart": _in("current"),
    "tell many apart": May(_OFFICE),
    "undo telling apart": _in("current"),
    "undo bulk": _in("done"),
    "unmerge companies": _in("merged"),
    "confirm listing": _in("current"),
    "confirm listings": May(_OFFICE),
    "undo confirmations": May(_OFFICE),
    "save view": May(_COUNCIL),
    "forget view": May(_COUNCIL),
    "take list away": May(_COUNCIL),
    "propose codes": May(_OFFICE),
    "decide hit": _in("open", "proposed", "decided", roles=_REVIEW),
    "second hit": _in("proposed", roles=_REVIEW),
    "ask for review screening": May(_REVIEW),
    "add case row": May(_REVIEW),
    "take case row back": _in("current", roles=_REVIEW),
    "ask for proof": May(_REVIEW),
    "keep hits": May(frozenset()),  # the worker's, as the next
    "keep proof": May(frozenset()),
    "ask for run": May(_OFFICE),
    "cancel run": _in("waiting", "draft", "proposed"),
    "propose run": _in("draft"),
    "send run back": _in("proposed", roles=_CHAIR),
    "publish run": _in("draft", "proposed", roles=_PUBLISH),
    "withdraw run": _in("published", roles=_PUBLISH),
    "ask for check of introductions": May(_REVIEW | _CHAIR),
    "settle wish": May(_OFFICE),
    "undo wish": May(_OFFICE),
    "ask price": May(_OFFICE),
    "set least fit": May(_OFFICE),
    "keep price": May(frozenset()),  # the worker's, as those below
    "keep draft": May(frozenset()),
    "fail run": May(frozenset()),
    "take wishes": May(frozenset()),
    "check introductions": May(frozenset()),
    "write to companies": May(_OFFICE),
    "ask for a lesson": May(_OFFICE),
    "keep lesson": May(frozenset()),  # the worker's
    "switch learning": May(_OFFICE),
    "upload list": May(_REVIEW),
    "accept fewer entries": _in("asked", roles=_REVIEW),
    "discard list": _in("asked", "waiting", roles=_REVIEW),
    "read lists again": May(_REVIEW),
    "ask for rescreening": May(_REVIEW),
    "ask for comparison": May(_REVIEW),
    "store list": May(frozenset()),  # the worker's, as those below
    "refuse list": May(frozenset()),
    "read list folder": May(frozenset()),
    "keep rescreening": May(frozenset()),
    "forget person": _in("ended"),
    "answer introduction": May(_OWN),
    "give contact": May(_OWN),
    "switch reminders": May(_OWN),
    "ask the council": May(_OWN),
    "take request back": May(_OWN),
    "take data out": May(_OWN),
    "do request": _in("open"),
    "refuse request": _in("open"),
    "forget company": _in("open"),
}


def may_see(page: str, role: str | None, *, signed_in: bool) -> bool:
    """Whether somebody in a role (None: in none) may ask for a page.

    >>> from svat.web.permissions import may_see
    >>> may_see("lists", "auditor", signed_in=True), may_see("lists", "company", signed_in=True)
    (True, False)
    """
    who = PAGES.get(page, frozenset())
    if who == ANYBODY:
        return True
    if who == SIGNED_IN:
        return signed_in
    return role in who


def may_do(action: str, role: str | None, state: str | None = None) -> bool:
    """Whether somebody in a role may do an action to something in a state."""
    may = ACTIONS[action]
    return role in may.roles and (state is None or not may.states or state in may.states)


def table() -> str:
    """The matrix as docs/reference/permissions.md: `python -m svat.web.permissions > docs/reference/permissions.md`."""
    roles = "| | " + " | ".join(ROLES) + " |\n|---|" + "---|" * len(ROLES)
    pages = "\n".join(f"| {name} | {_marks(who)} |" for name, who in PAGES.items())
    actions = "\n".join(
        f"| {name} | {_marks(may.roles)} | {', '.join(sorted(may.states)) or 'any'} |"
        for name, may in ACTIONS.items()
    )
    return f"{_HEAD}\n## Pages\n\n{roles}\n{pages}\n\n## Actions\n\n{_states(roles)}\n{actions}\n"


_HEAD = """# Permissions of the web application

Made by `python -m svat.web.permissions` from the one matrix that the application asks (src/svat/web/permissions.py).
Every address has a name, and a name that does not stand here is nobody's. What a role may not see does not exist for
it: the answer is the one of an address that was never there. What objects a member sees within a page is said by the
queries: a company's own person sees their own company.
"""


def _marks(who: frozenset[str] | str) -> str:
    if who == ANYBODY:
        return " | ".join(["anybody"] * len(ROLES))
    return " | ".join("yes" if who == SIGNED_IN or role in who else "" for role in ROLES)


def _states(roles: str) -> str:
    head, line = roles.split("\n")
    return f"{head} state |\n{line}---|"


if __name__ == "__main__":
    print(table(), end="")  # noqa: T201 - the document
