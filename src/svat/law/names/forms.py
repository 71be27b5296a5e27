"""Law, names: whether two organisations of one brand are told apart by their legal forms."""

from __future__ import annotations

from collections.abc import Sequence

from svat.law.names import scale
from svat.text.folding import legal_classes
from svat.text.legal_forms import legal_forms

# Classes of forms that no one company has at once, by what they are. Ltd, Co, Inc and Corp are put for any of them.
_FAMILIES = {
    "LLC": "limited", "LLP": "limited", "JSC": "stock", "OJSC": "stock", "CJSC": "stock", "PJSC": "stock",
    "PLC": "stock", "SA": "stock", "SP": "sole", "STATE": "state", "NGO": "other", "COOP": "cooperative",
    "LP": "partnership",
}  # fmt: skip


def forms_differ(name: str, listed: str) -> bool:
    """Whether both names say a legal form and the forms are of different families, as LLC and JSC are."""
    mine, theirs = ({_FAMILIES.get(form, "") for form in legal_classes(text)} for text in (name, listed))
    return bool(mine and theirs) and "" not in mine | theirs and mine.isdisjoint(theirs)


def form_besides(words: Sequence[str], weights: Sequence[float], used: Sequence[int]) -> bool:
    """Whether a word that nothing answers to is spelt like a legal form but stands where none does: "AG Barr"."""
    return any(
        n not in used and weights[n] > scale.FORM_AT_MOST and word in legal_forms().places
        for n, word in enumerate(words)
    )
