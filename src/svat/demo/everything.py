"""Demo: every other file that a council keeps, filled in for the invented corridor."""

from __future__ import annotations

import csv
import io
from random import Random

from svat.demo import catalogue, watch_lists

# Written by hand; decisions.csv, too, is as an office would keep it.
WRITTEN = (
    *(
        "measures.csv",
        "synonyms.csv",
        "same.csv",
        "corrections.csv",
        "glossary.csv",
        "wishes.csv",
        "decisions.csv",
        "deals.csv",
        "names.csv",
    ),
    *("case-file/owners.csv", "case-file/exemptions.csv", "case-file/usage.csv", "case-file/answers.csv"),
    *("case-file/rulings.jsonl", "rates/demo-rates.csv"),
    *(
        f"missions/almaty-2026/{name}"
        for name in (
            *("mission.toml", "people.csv", "tables.csv", "interpreters.csv", "availability.csv"),
            *("requests.csv", "slots.csv", "precedence.csv", "check-in.csv", "outcomes.csv"),
        )
    ),
)
REGIMES = ('regimes = ["UN", "US"]', 'regimes = ["UN", "US", "DEMO-NATIONAL"]')
# Countries whose exports the potential is told by, beside the two of the corridor. Their figures are invented.
OTHERS = ("BRA", "DEU", "FRA", "IND", "ITA", "JPN", "MEX", "POL", "TUR", "VNM")
SIDES = {"KZ": "KAZ", "KR": "KOR"}
WORLD = "W00"
YEAR = 2025


def more() -> dict[str, bytes]:
    """Path within the folder → bytes of what `svat demo --all` writes beside, or in place of, the demo's own files."""
    corridor = catalogue.data("corridor.toml").decode().replace(*REGIMES)
    files = {path: catalogue.data(f"everything/{path}") for path in WRITTEN}
    files["corridor.toml"] = corridor.encode() + catalogue.data("everything/corridor.toml")
    files["trade/demo-comtrade.csv"] = _comtrade()
    files |= {f"fetched/{name}": data for name, data in watch_lists.fetched().items()}
    files["README.txt"] = catalogue.data("README.txt") + catalogue.data("everything/README.txt")
    return files


def _comtrade() -> bytes:
    """Invented trade of one year by HS heading, in the columns of UN Comtrade that svat reads."""
    random = Random("svat demo trade")  # noqa: S311 - invented data, not a secret
    sellers: dict[str, set[str]] = {}
    for good in catalogue.goods():
        sellers.setdefault(good.hs6[:4], set()).update(good.sellers)
    headings = sorted(sellers)
    rows: list[tuple[str, str, str, str, int]] = []  # reporter, flow, partner, heading, value
    for heading in headings:
        for side, country in SIDES.items():
            other = SIDES["KR" if side == "KZ" else "KZ"]
            strong = side in sellers[heading]
            sold = random.randrange(200, 900) * (1_000_000 if strong else 20_000)
            to_partner = sold * random.randrange(1, 9) // 100
            rows += [
                (country, "X", WORLD, heading, sold),
                (country, "X", other, heading, to_partner),
                (other, "M", country, heading, to_partner * 108 // 100),  # freight and insurance
                (other, "M", WORLD, heading, random.randrange(100, 700) * 1_000_000),
            ]
        rows += [
            (country, "X", WORLD, heading, random.randrange(5, 900) * 1_000_000)
            for country in OTHERS
            if random.random() < 0.7
        ]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ("refYear", "reporterISO", "flowCode", "partnerISO", "classificationCode", "cmdCode", "primaryValue")
    )
    writer.writerows(
        (YEAR, reporter, flow, partner, "H6", heading, value)
        for reporter, flow, partner, heading, value in sorted(rows)
    )
    return out.getvalue().encode()
