"""The words that commands print of states, verdicts and kinds: svat's own, and so said in each language."""

from __future__ import annotations

from svat.wording import say_each, say_word

WORDS = say_each(
    # verdicts and hits
    "clear", "review", "barred", "hit", "cap", "nothing", "none",
    # rulings, and their states
    "cleared", "confirmed", "in force", "proposed", "seconded", "not yet known", "expired", "superseded",
    "entry changed", "entry gone",
    # what turns when companies are screened again
    "newly hit", "newly near", "ruling lapsed", "changed", "no longer listed", "milder", "same",
    # versions of a list
    "good", "STALE", "IN DOUBT", "not yet", "yes", "no",
    # whom an entry names, and how sure its names are
    "person", "organisation", "vessel", "aircraft", "unknown", "strong", "weak",
    # what an entry says
    "strong name", "weak name", "primary name", "kind", "programs", "countries", "birth dates", "ended",
    # what a deal and a rehearsal call them
    "unusable",
    # a corridor's goals and commitments
    "reached", "missed", "on course", "behind", "disputed", "civil", "military", "debt_relief", "in_negotiation",
    # rows of a file
    "row", "refused", "note",
)  # fmt: skip


word = say_word  # what a command prints of them
