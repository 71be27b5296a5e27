"""The council's re-screening as a mail: what turned, first what stops, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from email import policy
from email.message import EmailMessage

from svat.corridor.model import Corridor
from svat.council.screening import Rescreened
from svat.law.screening.rescreen import Turn
from svat.wording import unusable

# In the order in which they are to be read: what a company's turn is, and what to do.
TO_DO: dict[Turn, str] = {
    "newly hit": "Stop: introduce nobody to it, send nothing, seat it nowhere. A reviewer looks at it today.",
    "newly near": "Hold it until a reviewer has decided: svat law rule … --cleared, or --confirmed.",
    "ruling lapsed": "Its ruling no longer counts. Hold it until a reviewer has decided anew.",
    "changed": "The same questions, but the list says something else. Read it; a ruling may have to be made anew.",
    "milder": "Less is found than before. It is held or barred all the same.",
    "no longer listed": "Nothing is found any more. The next run of svat match may introduce it.",
    "cleared": "A ruling settled it. The next run of svat match may introduce it.",
}
_ASKS: tuple[Turn, ...] = ("newly hit", "newly near", "ruling lapsed")
_QUIET: Turn = "same"


def mail(found: Rescreened, corridor: Corridor, to: str) -> bytes:
    """One message as RFC 5322 has it, without a sender and a date, which whoever sends it adds.

    The same re-screening gives the same bytes. No company is named in the subject. Raises UnusableInput for an address
    that no header can hold.
    """
    title = corridor.name or f"{corridor.a}–{corridor.b}"
    message = EmailMessage(policy=policy.SMTP)
    try:
        message["To"] = to
    except ValueError:
        raise unusable("--mail: {to} is no mail address", to=repr(to)) from None
    if not message["To"].addresses or any(message["To"].defects):
        raise unusable("--mail: {to} is no mail address", to=repr(to))
    message["Subject"] = _subject(found, title)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's machine answers it
    message.set_content("\n".join(_body(found, title)) + "\n", cte="quoted-printable")
    return message.as_bytes(policy=policy.SMTP.clone(linesep="\n"))


def _subject(found: Rescreened, corridor: str) -> str:
    counted = [f"{found.counts[turn]} {turn}" for turn in TO_DO if found.counts[turn]]
    if found.problems:
        counted.insert(0, "the lists clear nobody")
    urgent = "ACT: " if found.problems or found.meetings or any(found.counts[turn] for turn in _ASKS) else ""
    return f"{urgent}svat {corridor}: {', '.join(counted) or 'nothing turned'}"


def _body(found: Rescreened, corridor: str) -> Iterator[str]:
    yield f"Re-screening of {corridor}: the lists and rulings of {found.days[0]} and of {found.days[1]}."
    yield f"{len(found.turned)} companies were screened, {found.counts[_QUIET]} stand as before."
    if found.problems:
        yield "\nTHE LISTS CLEAR NOBODY until this is mended (svat law lists add, svat law lists show):"
        yield from (f"- {problem}" for problem in found.problems)
    for turn, to_do in TO_DO.items():
        those = [x for x in found.turned if x.turn == turn]
        if those:
            yield f"\n{turn.upper()}: {len(those)}. {to_do}"
        for x in those:
            yield f"- {x.company} {found.names.get((x.side, x.company), '')}".rstrip()
            for word, findings in (("new", x.new), ("gone", x.gone)):
                yield from (f"    {word}: {f.effect}, {f.rule}: {f.detail}" for f in findings)
            yield from (f"    entry changed: {words}" for words in x.entries)
    if found.meetings:
        yield "\nMEETINGS that are no longer clear. svat mission recheck takes them out of the plan; then publish it."
        yield from (f"- {mission}: {', '.join(meetings)}" for mission, meetings in found.meetings)
    if found.rows_refused:
        yield f"\n{found.rows_refused} rows of the rolls could not be used, and nobody screened them: svat roll check."
    yield "\nsvat clears nobody by itself and gives no legal advice. This mail names companies: guard it as the rolls."
