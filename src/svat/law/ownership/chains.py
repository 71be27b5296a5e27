"""Law room, stakes: who owns or controls whom, as files and rolls say, joined into chains."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from svat.law.model import PartyKind
from svat.roll.merging import other_identifiers, other_names
from svat.roll.model import Company
from svat.text.folding import fold
from svat.text.spelling import squash
from svat.wording import say

COLUMNS = frozenset(
    squash(word)
    for word in (
        "owners", "owner", "shareholders", "beneficial owners", "founders", "владельцы", "владелец", "собственники",
        "учредители", "участники", "акционеры", "бенефициары", "주주", "주주현황", "소유자", "소유주", "실소유자",
    )
)  # fmt: skip  # of a roll
_ROUNDING = Fraction(1, 10_000)  # of each share, as tables with two decimals add up
_BETWEEN = re.compile(r"[;；\n]|(?<=%)\s*[,、/|]|(?<=%\))\s*[,、/|]?")
_NUMBER = r"\d+(?:[.,]\d+)?"
_BEFORE = re.compile(rf"\(?\s*(?P<share>{_NUMBER})\s*%\s*\)?\s*[-–—:]?\s*(?P<name>.*\S)")
_AFTER = re.compile(rf"(?P<name>.*?\S)\s*[-–—:(]*\s*(?P<share>{_NUMBER})\s*%\s*\)?")
_BARE = re.compile(rf"(?P<name>.*?\S)\s*[-–—:(]?\s+\(?(?P<share>{_NUMBER})\)?")


@dataclass(frozen=True, slots=True)
class Stake:
    """One owner's part of one entity. `share` is 0 … 1, None where it is not known."""

    owned: str  # external_id of a roll, or an id used among the stakes
    owner: str  # name
    share: Fraction | None
    owner_id: str = ""
    kind: PartyKind = "unknown"
    control: bool = False
    country: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    place: str = ""  # file and row
    births: tuple[str, ...] = ()  # birth dates of a person, as written

    @property
    def key(self) -> str:
        """The owner's id; an owner without one is known by the folded name."""
        return self.owner_id or f"name:{fold(self.owner) or self.owner}"


def totals(stakes: Iterable[Stake]) -> dict[str, Fraction]:
    """By entity the sum of the known shares."""
    out: dict[str, Fraction] = {}
    for stake in stakes:
        out[stake.owned] = out.get(stake.owned, Fraction(0)) + (stake.share or 0)
    return out


def over(stakes: Sequence[Stake]) -> dict[str, Fraction]:
    """The entities whose shares sum to more than 100 %, by more than rounding, and the sum."""
    counts: dict[str, int] = {}
    for stake in stakes:
        counts[stake.owned] = counts.get(stake.owned, 0) + 1
    return {owned: sum_ for owned, sum_ in totals(stakes).items() if not fits(sum_, counts[owned])}


def fits(total: Fraction, owners: int) -> bool:
    """Whether the shares of so many owners can be those of one entity."""
    return total <= 1 + owners * _ROUNDING


def of_column(company: Company) -> tuple[Stake, ...]:
    """The stakes in the roll's own column of owners: "Owner A 60 %; Owner B 40 %".

    An item without a share counts with an unknown share; so do all where they sum to more than 100 %. Where a text can
    be read in two ways, as names with a number at the end or a list with commas, both readings are screened.
    """
    texts = [v for header, v in company.extra if squash(header) in COLUMNS and v.strip()]
    if not texts:
        return ()
    place = f"{company.file}: row {company.row}"
    stakes: dict[Stake, None] = {}  # what two columns say alike counts once
    for text in texts:
        owners: dict[str, Fraction | None] = {}  # several shares of one owner are one
        for item in filter(None, map(str.strip, _items(text))):
            for name, share in _readings(item):
                before = owners.get(name, Fraction(0))
                owners[name] = None if share is None or before is None else before + share
        stakes |= {
            Stake(company.external_id, name, share, place=place): None for name, share in owners.items()
        }
    found = tuple(stakes)
    return tuple(replace(s, share=None) for s in found) if over(found) else found


def _items(text: str) -> list[str]:
    return [item or "" for item in _BETWEEN.split(unicodedata.normalize("NFKC", text))]


def _readings(item: str) -> list[tuple[str, Fraction | None]]:
    """(name, share) of one item, or of everything that it may mean."""
    found = _BEFORE.fullmatch(item) or _AFTER.fullmatch(item)
    if found and "%" not in found["name"]:
        return [(_name(found["name"]), Fraction(found["share"].replace(",", ".")) / 100)]
    if "%" in item:
        names = re.split(rf"{_NUMBER}\s*%", item)
        return [(name, None) for part in names if (name := _name(part))] or [(item, None)]
    out: list[tuple[str, Fraction | None]] = [(item, None)]
    if bare := _BARE.fullmatch(item):
        number = Fraction(bare["share"].replace(",", "."))
        out.append((_name(bare["name"]), number if number <= 1 else number / 100 if number <= 100 else None))
    if "," in item or "、" in item:
        out += [(name, None) for part in re.split("[,、]", item) if (name := _name(part))]
    return out


def _name(text: str) -> str:
    return text.strip(" -–—:(),")


def stakes_of(owners: Iterable[Stake], rolls: Iterable[Iterable[Company]]) -> tuple[Stake, ...]:
    """The stakes of owners files and of the rolls' own columns of owners."""
    return joined(owners, (stake for roll in rolls for company in roll for stake in of_column(company)))


def chains_of(owners: Iterable[Stake], rolls: Iterable[Iterable[Company]]) -> tuple[Stake, ...]:
    """`stakes_of` both rolls, `linked` by names and ids: what screening follows from owner to owned."""
    sides = [tuple(roll) for roll in rolls]
    return linked(stakes_of(owners, sides), [company for roll in sides for company in roll])


def joined(stakes: Iterable[Stake], more: Iterable[Stake]) -> tuple[Stake, ...]:
    """Both, what both say alike counted once; of a further stake that would take an entity over 100 % the share is
    not known.
    """
    out = list(stakes)
    said: dict[
        tuple[str, str], set[Fraction | None]
    ] = {}  # every share of an owner, and all of them together
    sums: dict[tuple[str, str], Fraction] = {}
    for s in out:
        who = (s.owned, fold(s.owner))
        sums[who] = sums.get(who, Fraction(0)) + (s.share or 0)
        said.setdefault(who, set()).add(s.share)
    for who, total in sums.items():
        if None not in said[who]:
            said[who].add(total)
    extra = [s for s in more if s.share not in said.get((s.owned, fold(s.owner)), ())]
    too_much = over([*out, *extra])
    return (*out, *(replace(s, share=None) if s.owned in too_much else s for s in extra))


def linked(stakes: Iterable[Stake], companies: Iterable[Company]) -> tuple[Stake, ...]:
    """The stakes with the ids of owners and owned that are named like a company, an entity or another owner.

    So a chain does not break where one row names a holding company and another gives its id. Where several are named
    so, an owner is the first by id, and each other one may be it too: an owner of unknown share. Of an entity that is
    over 100 % once names are read as ids, no share is known.
    """
    companies = tuple(companies)
    of_company: dict[str, set[str]] = {}  # folded name or id → ids of companies
    for c in companies:
        for name in (c.external_id, *c.names, *other_names(c)):
            of_company.setdefault(fold(name), set()).add(c.external_id)
    placed = tuple(
        _placed(tuple(_of_kept(stakes, companies)), of_company, {c.external_id for c in companies})
    )
    like = {name: set(keys) for name, keys in of_company.items()}
    for s in placed:
        like.setdefault(fold(s.owned), set()).add(s.owned)
        if s.owner_id:
            like.setdefault(fold(s.owner), set()).add(s.owner_id)
    like.pop("", None)
    out: list[Stake] = []
    for s in placed:
        first, *others = [s.owner_id] if s.owner_id else sorted(like.get(fold(s.owner), {""}))
        out.append(replace(s, owner_id=first))
        out += [replace(s, owner_id=key, share=None) for key in others]
    too_much = over(out)
    return tuple(replace(s, share=None) if s.owned in too_much else s for s in out)


def _of_kept(stakes: Iterable[Stake], companies: Sequence[Company]) -> Iterator[Stake]:
    """The stakes with the ids of companies for those that went into them; what is still an id is that as well."""
    own = {company.external_id for company in companies}
    into = {other: company.external_id for company in companies for other in other_identifiers(company)}
    for s in stakes:
        kept = replace(s, owned=into.get(s.owned, s.owned), owner_id=into.get(s.owner_id, s.owner_id))
        yield kept
        if kept != s and {s.owned, s.owner_id} & own & into.keys():
            yield s


def _placed(
    stakes: Sequence[Stake], of_company: Mapping[str, set[str]], on_roll: Collection[str]
) -> Iterator[Stake]:
    """The stakes with the roll's ids of what they call by name, or by id in another spelling."""
    entities = {*on_roll, *(s.owned for s in stakes)}
    meant = {*on_roll, *(s.owner_id for s in stakes)}
    for s in stakes:
        own = s.owner_id
        if own and own not in entities and len(of_company.get(fold(own), ())) == 1:
            (own,) = of_company[fold(own)]
        named = () if s.owned in meant else sorted(of_company.get(fold(s.owned) or " ", ()))
        for owned in named or (s.owned,):
            yield replace(s, owned=owned, owner_id=own)


def percent(share: Fraction) -> str:
    """As people write it, never rounded over a bound: "33.33 %"."""
    hundredths = share * 10000
    text = f"{int(hundredths) / 100:.2f}".rstrip("0").rstrip(".")
    return say("{words} %", words=text) if hundredths.denominator == 1 else say("about {words} %", words=text)
