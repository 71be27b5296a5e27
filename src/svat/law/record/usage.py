"""Law room, usage: what has moved under a cap, and what of the cap is left on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from svat.law.rules.caps import UNITS, Limit, in_unit
from svat.law.rules.cells import RuleCells
from svat.law.rules.hs import Renumbering, covers, digits_of, variants_of
from svat.law.rules.ruleset import Rule
from svat.notation import trimmed
from svat.tables.strict import read_strict
from svat.wording import say, say_count, say_list

REQUIRED = ("date", "exporter", "importer", "hs", "reference")
EITHER = ("quantity", "unit", "value", "currency")  # the first two, the last two, or all
OPTIONAL = (*EITHER, "published_on", "bbl_per_t")
_CURRENCY = re.compile(r"[A-Z]{3}")
_BBL_PER_T = (4, 15)  # from heavy fuel oil, 6.3, to liquefied gas, 12, with room on both sides
_PLACES = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Use:
    """One shipment that counts towards caps."""

    day: date
    exporter: str  # country
    importer: str
    hs: str  # 4 or 6 digits
    quantity: Decimal | None
    unit: str
    value: Decimal | None
    currency: str
    reference: str
    published_on: date | None = None  # when it became known, if later than the day itself
    bbl_per_t: Decimal | None = None  # of these very goods

    def known(self, on: date) -> bool:
        """Whether it had happened and was known by the day."""
        return self.day <= on and (self.published_on is None or self.published_on <= on)

    def against(self, limit: Limit) -> Decimal | None:
        """How much of a limit it takes, in the limit's unit; None where it cannot be told."""
        if limit.money:
            return self.value if self.currency == limit.unit else None
        if self.quantity is None:
            return None
        return in_unit(self.quantity, self.unit, limit.unit, self.bbl_per_t)


@dataclass(frozen=True, slots=True)
class Tally:
    """What is left of a capped rule's cap on a day."""

    words: str
    used_up: bool = False


def tally(
    usage: Iterable[Use] | None, rule: Rule, on: date | None, renumberings: tuple[Renumbering, ...]
) -> Tally:
    """What the file says of a cap on the day. Goods that the rule may speak of count as if it did."""
    if usage is None:
        return Tally(say("What the corridor has used of the cap is not known."))
    if rule.limits is None:
        return Tally(say("The cap is not recorded as a figure, so use cannot be compared with it."))
    if on is None:
        return Tally(say("The date is not known, so the use of the cap cannot be summed."))
    first = rule.limits.first_day(on, rule.valid_from)
    counted = sorted(
        (x for x in usage if first <= x.day and x.known(on) and _concerns(rule, x, renumberings)),
        key=lambda x: (x.day, x.reference),
    )
    used_up, said = False, []
    for limit in rule.limits.limits:
        parts = [x.against(limit) for x in counted]
        used = sum((part for part in parts if part is not None), Decimal(0))
        full = used >= limit.amount
        used_up = used_up or full
        left = (
            say("nothing remains")
            if full
            else say("{figure} {unit} remain", figure=_figure(limit.amount - used), unit=limit.unit)
        )
        said.append(
            say(
                "{used} of {all} {unit} used, {left}",
                used=_figure(used),
                all=_figure(limit.amount),
                unit=limit.unit,
                left=left,
            )
        )
        blind = [x.reference for x in counted if x.against(limit) is None]
        if blind:
            said[-1] = say(
                "{said}, not counting {blind}, which cannot be converted into {unit}",
                said=said[-1],
                blind=", ".join(blind),
                unit=limit.unit,
            )
    many = say_count(
        "{count} entry from {first} to {on}",
        "{count} entries from {first} to {on}",
        len(counted),
        first=first,
        on=on,
    )
    end = say("The cap is used up.") if used_up else say("What is not in the file is not counted.")
    return Tally(
        say(
            "Use on file ({many}, {words}): {said}. {end}",
            many=many,
            words=rule.limits.words,
            said=say_list(said, "; "),
            end=end,
        ),
        used_up,
    )


def _concerns(rule: Rule, use: Use, renumberings: tuple[Renumbering, ...]) -> bool:
    if not rule.concerns(use.exporter, use.importer):
        return False
    variants = variants_of(use.hs, renumberings)
    return any(covers(p, rule.hs_except, r) is not False for p in rule.hs for r in variants)


def read_usage(path: Path) -> tuple[Use, ...]:
    """The entries of a file, believed whole or not at all.

    A row needs a quantity with its unit, a value with its currency, or both, and a file may lack the columns of one;
    a reference stands once. A row that cannot be understood raises UnusableInput naming file, row, column, value and
    reason.
    """
    found: dict[str, Use] = {}
    for number, row in read_strict(path, REQUIRED, OPTIONAL):
        cells = RuleCells(str(path), number, row)
        use = _use(cells)
        if use.reference in found:
            raise cells.fault("reference", "stands in an earlier row already")
        found[use.reference] = use
    return tuple(found.values())


def _use(cells: RuleCells) -> Use:
    row = cells.row
    code = digits_of(row["hs"])
    if len(code) not in (4, 6):
        raise cells.fault("hs", "must be an HS code of four or six digits")
    quantity, value = cells.amount("quantity"), cells.amount("value")
    if quantity is None and value is None:
        raise cells.fault("quantity", "a row needs a quantity or a value")
    if quantity is not None:
        cells.one_of("unit", UNITS)
    if value is not None and not _CURRENCY.fullmatch(row["currency"]):
        raise cells.fault("currency", "must be a currency as three capital letters, such as USD")
    factor = cells.amount("bbl_per_t")
    if factor is not None and not _BBL_PER_T[0] <= factor <= _BBL_PER_T[1]:
        raise cells.fault("bbl_per_t", "is no factor of oil or gas: about 6 to 12 barrels go to a tonne")
    return Use(
        cells.known_day("date"), cells.country("exporter"), cells.country("importer"), code, quantity,
        row["unit"], value, row["currency"], cells.text("reference"), cells.day("published_on"), factor,
    )  # fmt: skip


def _figure(amount: Decimal) -> str:
    """A figure in words: thousands apart, at most three decimals, none for nothing."""
    return trimmed(amount.quantize(_PLACES))
