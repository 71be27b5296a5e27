"""Law, lists: a file made of several publishers' lists, and whose lists are really in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from svat.law.lists.model import Entry
from svat.wording import say, unusable

_OFSI_CLOSED = date(
    2026, 1, 28
)  # since then OFSI's list is no longer kept; the UK Sanctions List is the only one
# publisher → what OpenSanctions calls the list: its name in JSON, its title in CSV
_CALLED: dict[str, tuple[str, ...]] = {
    "ofac": ("us_ofac_sdn", "US OFAC Specially Designated Nationals (SDN) List"),
    "un": ("un_sc_sanctions", "UN Security Council Consolidated Sanctions"),
    "eu": ("eu_fsf", "EU Financial Sanctions Files (FSF)"),
    "uk": ("gb_fcdo_sanctions", "UK FCDO Sanctions List"),
}
_OFSI = ("gb_hmt_sanctions", say("UK HMT/OFSI Consolidated List of Targets"))


def called(publisher: str, version: date) -> frozenset[str]:
    """What a publisher's list may be called in a file of several lists, in lower case; of others, as they are named."""
    names = _CALLED.get(publisher.casefold(), (publisher,))
    if publisher.casefold() == "uk" and version < _OFSI_CLOSED:
        names += _OFSI
    return frozenset(name.casefold() for name in names)


def refuse_others(path: str, publisher: str, version: date, entries: Sequence[Entry]) -> None:
    """Raises UnusableInput when an entry is not of the list of the publisher after whom the file is named."""
    names = called(publisher, version)
    wrong = [e for e in entries if not _in(e, names)]
    if wrong:
        said = "; ".join(wrong[0].datasets) or "no list that it names"
        raise unusable(
            "{file}: {count} of {count_2} entries are not of the list of {publisher}: {id} is of "
            "{said}; a file of several lists is named after who made it, with `covers`",
            file=path,
            count=len(wrong),
            count_2=len(entries),
            publisher=publisher,
            id=wrong[0].id,
            said=said,
        )


def divided(
    path: str, publisher: str, version: date, entries: Sequence[Entry], composite_of: Mapping[str, int]
) -> dict[str, list[Entry]]:
    """The entries by publisher: those of each list that the file covers, and under `publisher` those of none.

    An entry of two lists is in both. `composite_of` holds the fewest entries of each list; raises UnusableInput when
    there are fewer.
    """
    found: dict[str, list[Entry]] = {publisher: []}
    names = {covered: called(covered, version) for covered in composite_of}
    found |= {covered: [] for covered in composite_of}
    for entry in entries:
        lists = [covered for covered in composite_of if _in(entry, names[covered])]
        for covered in lists or [publisher]:
            found[covered].append(entry if covered == entry.publisher else replace(entry, publisher=covered))
    for covered, least in composite_of.items():
        if len(found[covered]) < least:
            held = Counter(d for e in entries for d in e.datasets).most_common(3)
            said = ", ".join(f"{name} ({count})" for name, count in held) or "no list that it names"
            raise unusable(
                "{file}: has {count} entries of the list of {covered}, fewer than the {least} that "
                "`covers` asks for; it has entries of {said}",
                file=path,
                count=len(found[covered]),
                covered=covered,
                least=least,
                said=said,
            )
    return found


def _in(entry: Entry, names: frozenset[str]) -> bool:
    return any(dataset.casefold() in names for dataset in entry.datasets)
