"""Law, measures, end use: when dual-use goods must be asked about, and what a pair's answers leave open.

It is asked whatever regimes are chosen: under an arms embargo on either country, or in a military context.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from svat.law.model import Finding, doubt
from svat.law.record.answers import Answers
from svat.law.rules.dual_use import ACTIVITIES, EndUse, Question
from svat.law.rules.hs import CodeVariant
from svat.wording import SOURCE, Foreign, SaidInLanguages, say, say_list

_EMBARGO = say("{detail} ({source}, confidence {confidence}.)")

RULE = "END-USE"
MILITARY = "military"
CONTEXTS = ("", MILITARY)  # what a corridor can say of itself


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Why an end use is asked about between two countries on a day, and what is open."""

    tables: EndUse
    cause: str
    source: str
    confidence: str
    embargo: bool
    answers: Answers

    def goods(self, start: str, code: str, variants: Iterable[CodeVariant]) -> tuple[Finding, ...]:
        """The finding on goods that the hint table speaks of, or may speak of."""
        found = self.tables.hint_of(variants)
        if found is None:
            return ()
        hint, certain = found
        what = say(
            "Dual-use goods, high-priority tier {tier} ({source}).", tier=hint.tier, source=hint.source
        )
        if not certain:
            what = say(
                "HS {code} does not rule out dual-use goods such as HS {hs} ({source}).",
                code=code,
                hs=hint.hs,
                source=hint.source,
            )
        return (self._finding(say_list((start, what), ""), hint.hs),)

    def dealings(self, start: str, activities: Collection[str]) -> tuple[Finding, ...]:
        """The finding on activities that can carry dual-use knowledge or goods."""
        asked = sorted(ACTIVITIES.intersection(activities))
        if not asked:
            return ()
        return (
            self._finding(
                say("{start}Work that can carry dual-use knowledge or goods.", start=start), ", ".join(asked)
            ),
        )

    def _finding(self, what: str, matched: str) -> Finding:
        answers = self.answers
        said = [
            say("Question {id} was answered {a}.", id=q.id, a=repr(a))
            for q, a in (*answers.against, *answers.unsettled)
        ]
        detail = say_list((what, self.cause, *said), " ")
        asked = [
            *answers.missing,
            *(q for q, _ in answers.unsettled),
            *(q for q, _ in answers.against),
        ]
        finding = doubt(RULE, detail, _questions(asked), matched=matched)
        finding = replace(finding, source=self.source, confidence=self.confidence)
        if self.embargo and answers.against:
            bar = say("A military end use, or one that is not known, is barred under an arms embargo.")
            return replace(finding, detail=say_list((detail, bar), " "), effect="barred", decide="")
        return finding


def inquiry_into(
    tables: EndUse,
    countries: Collection[str],
    on: date | None,
    context: str,
    standing: Answers,
) -> Inquiry | None:
    """The inquiry between two countries on a day; None where there is no cause, or all is answered."""
    embargoes = tables.embargoes_on(countries, on)
    if not embargoes and not context:
        return None
    if standing.settled:
        return None
    causes = [
        say(_EMBARGO, detail=Foreign(e.detail, SOURCE), source=e.source, confidence=e.confidence)
        for e in embargoes
    ]
    if context:
        causes.append(say("The corridor's context is military."))
    sources = sorted({e.source for e in embargoes}) or [say("svat: dual-use goods in a military context")]
    letters = sorted({e.confidence for e in embargoes}) or ["A"]
    return Inquiry(
        tables, say_list(causes, " "), say_list(sources, "; "), ", ".join(letters), bool(embargoes), standing
    )


def context_fault(context: str) -> tuple[Finding, ...]:
    """The finding on a context that nobody knows: it may be a military one misspelt."""
    if context in CONTEXTS:
        return ()
    detail = say("The context {context} is not known; it is taken for a military one.", context=repr(context))
    return (doubt("CONTEXT-UNKNOWN", detail, say("Is the corridor's context military?"), matched=context),)


def _questions(asked: Iterable[Question]) -> str:
    listed = say_list(map(_in_words, sorted(asked, key=lambda q: q.id)), " ")
    return say("Who is the end user and what is the end use? Open questions: {listed}", listed=listed)


def _in_words(question: Question) -> str:
    text = SaidInLanguages(question.en, {"ru": question.ru, "ko": question.ko})
    return say("{id}: {question}", id=question.id, question=text)
