"""Market, lesson: what recorded decisions taught, and how well each way of weighing predicts others."""

from __future__ import annotations

from dataclasses import dataclass

from svat.market.decisions import Decision
from svat.market.weights import TABLE, Weights
from svat.notation import fixed, shortest
from svat.wording import say, say_list


@dataclass(frozen=True, slots=True)
class Score:
    """How well one way predicts decisions of companies that it has not seen; less is better."""

    way: str
    log_loss: float  # mean over decisions, in nats
    brier: float  # mean squared error of the probability


@dataclass(frozen=True, slots=True)
class Gain:
    """By how much one way predicts a decision better than another, in log-loss."""

    way: str
    than: str
    mean: float
    error: float  # standard error, companies being the independent units

    @property
    def clear(self) -> bool:
        """Is it better by more than one standard error."""
        return self.mean > self.error

    def __str__(self) -> str:
        return say(
            "{sign}{mean} ± {error} a decision",
            sign=f"{self.mean:+.3f}"[0],
            mean=fixed(abs(self.mean), 3),
            error=fixed(self.error, 3),
        )


@dataclass(frozen=True)
class Lesson:
    """What the decisions taught: the weights to use, and everything that speaks for or against them."""

    weights: Weights  # to be used: the learnt ones, the table's recalibrated, or the table's as they are
    why: str  # one sentence: what is used, and why
    learnt: Weights | None = None  # used or not; None when there was too little to learn from
    decisions: int = 0
    accepted: int = 0
    companies: int = 0
    scores: tuple[Score, ...] = ()
    gains: tuple[Gain, ...] = ()  # learnt over table, learnt over acceptance rate, recalibrated over table
    remarks: tuple[str, ...] = ()
    unusable: tuple[Decision, ...] = ()  # on pairs that are not candidates today
    replaced: int = 0
    later: int = 0

    @property
    def used(self) -> bool:
        """Does anything that was learnt, weights or calibration alone, take the place of the table as it is."""
        return self.weights is not TABLE

    @property
    def notes(self) -> tuple[str, ...]:
        """The lesson in sentences, for a report."""
        counted = say(
            "{decisions} recorded decisions by {companies} companies, {accepted} accepted",
            decisions=self.decisions,
            companies=self.companies,
            accepted=self.accepted,
        )
        lines: list[str] = [say("{counted}. {why}", counted=counted, why=self.why)]
        if self.scores:
            words = [say("{way} {loss}", way=x.way, loss=fixed(x.log_loss, 3)) for x in self.scores]
            lines.append(
                say(
                    "Log-loss on companies not learnt from, less is better: {words}.",
                    words=say_list(words, "; "),
                )
            )
        if self.used and self.weights is self.learnt:
            changes = [
                say(
                    "{reason} {weight} ({before})",
                    reason=name,
                    weight=shortest(self.weights.of[name]),
                    before=shortest(TABLE.of[name]),
                )
                for name in TABLE.of
            ]
            lines.append(
                say("Weights learnt, the table's in brackets: {changes}.", changes=say_list(changes))
            )
        lines += self.remarks
        if self.replaced:
            lines.append(
                say("Replaced by a later decision of the same company: {replaced}.", replaced=self.replaced)
            )
        if self.later:
            lines.append(say("Later than the date of the run, and not looked at: {later}.", later=self.later))
        if self.unusable:
            named = say_list([*map(str, self.unusable[:3]), *(["…"] if len(self.unusable) > 3 else [])], "; ")
            lines.append(
                say(
                    "On pairs that are not candidates today, and not usable: {unusable} ({named}).",
                    unusable=len(self.unusable),
                    named=named,
                )
            )
        return tuple(lines)

    def about(self) -> dict[str, object]:
        """Where the weights come from, in what JSON knows."""
        return {
            "used": self.used,
            "why": self.why,
            "decisions": self.decisions,
            "accepted": self.accepted,
            "companies": self.companies,
            "scores": [
                {"way": x.way, "log_loss": round(x.log_loss, 6), "brier": round(x.brier, 6)}
                for x in self.scores
            ],
            "gains": [
                {"way": x.way, "than": x.than, "mean": round(x.mean, 6), "error": round(x.error, 6)}
                for x in self.gains
            ],
            "remarks": list(self.remarks),
            "unusable": [str(x) for x in self.unusable],
            "replaced": self.replaced,
            "later": self.later,
        }
