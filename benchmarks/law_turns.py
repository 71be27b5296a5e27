"""Two rolls, their owners and a corridor, named after the real lists, for a log of verdicts of an earlier svat.

    ./dev python benchmarks/law_turns.py DIR

reads the lists of the data folder ($SVAT_DATA, else ../shared/data beside the checkout; LISTS below) and writes a.csv,
b.csv, owners.csv and corridor.toml to DIR. Then, with the earlier svat and a key of its own,

    svat match DIR/a.csv DIR/b.csv --corridor DIR/corridor.toml --owners DIR/owners.csv --lists LISTS \\
        --on 2026-03-01 --shortlist 40 --out DIR/out --log DIR/verdicts.jsonl --key DIR/council.pem

and with this one `svat law replay --log DIR/verdicts.jsonl --lists LISTS`. Each way of writing a name stands beside
invented neighbours. The lists of 1 March 2026 count, however old they are: the OFAC list may be of any date before.
"""

from __future__ import annotations

import csv
import os
import random
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from svat.law.lists import Entry, load_lists

ON = date(2026, 3, 1)
BUYERS = 160
# A seller meets the buyers of one of these, which no measure is on.
GOODS = (
    "040900", "100190", "110100", "120190", "150710", "200599", "210690", "250100", "270112", "310210",
    "330499", "340111", "392010", "401110", "440710", "480100", "520100", "610910", "620342", "640399",
    "680221", "690721", "730890", "760120", "840999", "841370", "842489", "850440", "870899", "940360",
    "950300", "961900",
)  # fmt: skip
SYLLABLES = [
    "ba",
    "ro",
    "ve",
    "li",
    "ku",
    "tem",
    "zar",
    "mi",
    "dol",
    "shi",
    "gan",
    "pe",
    "tur",
    "no",
    "vas",
    "kel",
    "ri",
    "mon",
    "fa",
    "du",
]
FATHERS = ("Ivanovich", "Sergeevich", "Bolatuly", "Maratovich", "Akhmedovich")
FORMS = (
    "{} TOO", "{} Sp. z o.o.", "{} S.à r.l.", "{} spol. s r.o.", "TOV {}", "СП ООО {}", "{} S.A. de C.V.",
    "{} L.L.C-FZ", "{} MChJ", "{} d.o.o.", "{} Kft.", "{} EOOD", "{} AB", "{} Zrt.", "XK {}", "{} JSC", "{} LLC",
    "Trading House {}", "Branch of {} LLC", "{} Zhan", "AO {}",
)  # fmt: skip
SHORT = {
    "INTERNATIONAL": "Intl", "COMMERCIAL": "Comm", "GROUP": "Grp", "TECHNOLOGY": "Tech", "SERVICES": "Srvces",
    "COMPANY": "Comp", "TRADING": "Trdg", "INDUSTRIES": "Inds", "SHIPPING": "Shpg",
}  # fmt: skip
PRESS = {"CHOE": "Choi", "CHONG": "Chung", "PAK": "Park", "RI": "Lee", "RO": "Roh", "SO": "Suh"}
APART = (
    "Oʻzbekgʻalla MChJ", "«Соловʼянка» ТОВ", "Gʻallaorol donlari", "Toʻrtkoʻl paxta", "Марʼян трейд",
    "Обʼєднання Дніпро", "예시무역상사", "보람고리", "한빛상사", "Joint Stock Company A", "Акционерное общество «А»",
    "Limited Liability Company S", "Общество с ограниченной ответственностью «С»", "Open Joint Stock Company K",
    "Limited Liability Company",
)  # fmt: skip
_FORM = re.compile(
    r"\b(?:LLC|LTD|LIMITED|CO|COMPANY|JSC|OJSC|OOO|OAO|AO|ZAO|INC|CORPORATION|GMBH|SA|FZE|LLP|PLC|EST|TRADING)\b\.?",
    re.IGNORECASE,
)
_PERSON = re.compile(r"([A-Z' -]+), ([A-Za-z' -]+)")
_SONS = re.compile(r"(.+?) bin (.+)", re.IGNORECASE)
_FATHER = re.compile(r"(?:ovich|evich|ovna|evna)$")
Firm = dict[str, str]
Owner = tuple[str, str, str]  # name, kind, identifiers


class Names:
    """Names made of the lists', in an order that is always the same."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._random = random.Random(12)  # noqa: S311 - samples, no secrets
        shuffled = self._random.sample(entries, len(entries))
        self._firms = [e for e in shuffled if e.kind == "organisation" and e.names]
        self._ships = [e for e in shuffled if e.kind == "vessel" and e.names]
        self._people = [e for e in shuffled if e.kind == "person" and e.names]
        named = [found.groups() for e in self._people if (found := _PERSON.fullmatch(e.name))]
        split = [(surname.title(), given.split()) for surname, given in named]
        self._one = [x for x in split if len(x[1]) == 1]
        self._two = [x for x in split if len(x[1]) == 2]

    def invented(self, syllables: int = 3) -> str:
        """A name of nobody."""
        return "".join(self._random.choice(SYLLABLES) for _ in range(syllables)).capitalize()

    def firms(self) -> Iterator[Firm]:
        """Companies by their own names and numbers."""
        yield from ({"name": f"{self.invented()} {self.invented(2)} LLP"} for _ in range(120))
        brackets = [n.text for e in self._firms for n in e.names if "(" in n.text][:40]
        held = [aside for text in brackets for aside in re.findall(r"\(([^()]*)\)", text)][:20]
        brands = self._brands()
        forms = [FORMS[n % len(FORMS)].format(brands[n % len(brands)]) for n in range(3 * len(FORMS))] + [
            form.format(self.invented(4)) for form in FORMS
        ]
        numbered = [f"{b} II LLC" for b in brands[70:85]] + [f"{b} 2" for b in brands[85:95]]
        listed = [e.name for e in self._firms]
        sole = [f"ИП {s} {g[0][0]}.{g[1][0]}." for s, g in self._two[50:60]]
        cut = [name[:18] for name in listed[90:120]]
        short = [name for name in map(_shortened, listed) if name][:30]
        for name in (*brackets, *held, *forms, *numbered, *sole, *short, *cut, *listed[:30], *APART):
            yield {"name": name}
        numbers = [n for e in self._firms for _, n in e.identifiers if re.fullmatch(r"\d{5,14}", n)]
        zeros = [n.lstrip("0") for n in numbers if n.startswith("0")]
        others = [str(self._random.randrange(10**11, 10**12)) for _ in range(20)]
        for number in (*numbers[:40], *zeros[:10], *others):
            yield {"name": f"{self.invented()} {self.invented()} LLP", "tax_number": number}
        for number in numbers[40:60]:
            yield {"name": f"{self.invented()} {self.invented()} LLP", "registration_number": number}
        for surname, given in self._two[60:90]:
            yield {"name": f"ТОО «{self.invented(4)}»", "contact_name": f"{surname} {given[0]}"}
        for surname, given in self._two[90:110]:
            contact = f"{surname} {given[0][0]}.{given[1][0]}."
            yield {"name": f"ТОО «{self.invented(4)}»", "contact_name": contact}

    def owners(self) -> Iterator[Owner]:
        """Owners of companies that are named like nobody."""
        one, two = self._one, self._two
        fathers = [x for x in two if _FATHER.search(x[1][1])]
        people = [f"{s} {g[0][0]}.{g[1][0]}." for s, g in two[:40]] + [f"{s} Q.X." for s, _ in two[40:50]]
        people += [f"{g[0]} {FATHERS[n % 5]} {s}" for n, (s, g) in enumerate(one[:40])]
        people += [f"{g[0]} {s}" for s, g in fathers[:30]]
        people += [f"{g[0]} {FATHERS[n % 5]} {s}" for n, (s, g) in enumerate(fathers[30:60])]
        people += [s for s, _ in one[40:60]] + [g[0] for _, g in one[60:80]]
        sons = [found for e in self._people if (found := _SONS.fullmatch(e.name.replace(",", "")))][:15]
        people += [f"{found[2]} bin {found[1]}" for found in sons] + [found[0] for found in sons]
        people += [e.name.replace(",", "") for e in self._people[:30]]
        korean = [re.split("[, -]+", e.name.title()) for e in self._people]
        people += [f"{PRESS[w[0].upper()]} {'-'.join(w[1:])}" for w in korean if w[0].upper() in PRESS][:20]
        yield from ((name, "person", "") for name in people)
        for number in [n for e in self._people for _, n in e.identifiers][:30]:
            yield (f"{self.invented()} {self.invented()}", "person", f"passport: {number}")
        yield from ((f"M/V {e.name}", "", "") for e in self._ships[:15])
        yield from ((e.name, "", "") for e in self._ships[15:25])

    def _brands(self) -> list[str]:
        """Listed companies of one word, without their forms."""
        bare = (re.sub(r"[^A-Za-z ]", " ", _FORM.sub(" ", e.name)).split() for e in self._firms)
        return [words[0].title() for words in bare if len(words) == 1 and len(words[0]) >= 6]


def _shortened(name: str) -> str:
    """A name of three to five words with those of business cut short; "" for any other."""
    words = name.upper().split()
    if not 3 <= len(words) <= 5 or SHORT.keys().isdisjoint(words):
        return ""
    return " ".join(SHORT.get(word, word.title()) for word in words)


def main(folder: Path, lists: Path) -> None:
    """Write the rolls, the owners and the corridor."""
    names = Names(load_lists(lists, ON, max_age_days=10_000).entries)
    firms, owned = [*names.firms()], []
    for owner in names.owners():
        owned.append((f"A{len(firms) + 1:04}", *owner))
        firms.append({"name": f"ТОО «{names.invented(4)}»"})
    folder.mkdir(parents=True, exist_ok=True)
    fields = ("external_id", "name", "country", "contact_name", "registration_number", "tax_number",
              "partnership_types", "offers", "needs", "hs_offers", "hs_needs")  # fmt: skip
    buyers: list[Firm] = [
        {"name": f"{names.invented(4)} {names.invented(2)} Co., Ltd."} for _ in range(BUYERS)
    ]
    for side, country, word, roll in (("a", "KZ", "offers", firms), ("b", "KR", "needs", buyers)):
        with (folder / f"{side}.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.DictWriter(file, fields)
            rows.writeheader()
            for n, firm in enumerate(roll, start=1):
                goods = GOODS[n % len(GOODS)]
                own = {
                    "external_id": f"{side.upper()}{n:04}",
                    "country": country,
                    "partnership_types": "supply",
                }
                rows.writerow(firm | own | {word: f"goods {goods}", f"hs_{word}": goods})
    with (folder / "owners.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("owned", "owner", "owner_type", "identifiers", "share", "country", "control"))
        table.writerows((*row, "100", "KZ", "no") for row in owned)
    (folder / "corridor.toml").write_text(
        'a = "KZ"\nb = "KR"\nname = "Invented"\nsettlement_currency = "KZT"\nregimes = ["UN", "US"]\n'
        '[law]\nmax_list_age_days = 10000\nrequired_publishers = ["OFAC", "UN"]\n',
        encoding="utf-8",
    )
    sys.stdout.write(f"{len(firms)} companies, {len(owned)} of them with an owner, and {BUYERS} buyers\n")


if __name__ == "__main__":
    data = Path(os.environ.get("SVAT_DATA") or Path(__file__).parents[2] / "shared" / "data")
    main(Path(sys.argv[1]), data / "lists")
