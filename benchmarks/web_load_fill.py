"""The council of benchmarks/web_load.py: so many companies with their listings, as an import leaves them.

    python benchmarks/web_load_fill.py COMPANIES PEOPLE        (into what SVAT_DIR and DATABASE_URL name)

Rows are copied into PostgreSQL in one stream for a table, and inserted into SQLite, so that 100,000 companies with
400,000 listings are there in a minute or two; keys, folded names and columns are made by the functions that an import
uses. Names in three scripts, cities and goods are invented; goods repeat as they do in real rolls: few of them often.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.web.begun import PASSWORD, founded

STEMS = (
    ("Altyn", "Алтын"), ("Nauryz", "Наурыз"), ("Sary", "Сары"), ("Bolat", "Болат"), ("Daryn", "Дарын"),
    ("Hanbit", "한빛"), ("Saehan", "새한"), ("Mirae", "미래"), ("Daehan", "대한"), ("Dongbang", "동방"),
)  # fmt: skip
TRADES = ("Agro", "Trade", "Steel", "Foods", "Chem", "Textile", "Motors", "Wood", "Logistics", "Energy")
CITIES = ("Алматы", "Астана", "Шымкент", "Тараз", "서울", "부산", "대구", "인천")
GOODS = (
    "honey",
    "wheat",
    "tea",
    "steel pipes",
    "cotton yarn",
    "ginseng",
    "tyres",
    "lamps",
    "copper wire",
    "rice",
)
MADE = (
    "in jars",
    "in bulk",
    "for retail",
    "of the first sort",
    "мёд натуральный",
    "산업용",
    "dried",
    "welded",
)
_EACH = (1, 2, 2, 3)  # offers and needs of a company: two of each on average
_DUPLICATES = 200  # one pair for so many companies
_CONFIRMED = 8  # one listing in so many


def fill(companies: int, people: int) -> None:
    """Found the council, invite its officers, and write the rolls of both sides."""
    import django

    folder = Path(os.environ["SVAT_DIR"])
    folder.mkdir(parents=True, exist_ok=True)
    django.setup()
    from svat.web.keeping.migrating import migrate

    migrate(folder)
    officer = founded("Officer 0", "officer0@example.org")
    _people(people)
    _rolls(companies, officer)


def _people(people: int) -> None:
    from allauth.account.models import EmailAddress
    from django.contrib.auth.hashers import make_password

    from svat.web.people.models import OFFICER, Member, User

    hashed = make_password(PASSWORD)  # once: it is slow on purpose
    for k in range(1, people):
        user = User.objects.create(email=f"officer{k}@example.org", password=hashed, name=f"Officer {k}")
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        Member.objects.create(user=user, role=OFFICER)


def _rolls(count: int, officer: Any) -> None:
    from django.db import connection, transaction

    from svat.web.people.models import CorridorRecord
    from svat.web.rolls.models import CompanyRecord, CompanyVersion, DuplicateRecord, ListingRecord

    corridor = CorridorRecord.objects.get()
    chance = random.Random(0)  # noqa: S311 - invented companies
    made = list(_companies(count, corridor, chance))
    with transaction.atomic():
        if connection.vendor == "postgresql":
            connection.cursor().execute(
                "SET statement_timeout = 0"
            )  # what pages keep to is too short for this
        _copy(CompanyRecord, made)
        _copy(CompanyVersion, [_version(x, officer) for x in made])
        _copy(ListingRecord, list(_listings(made, officer, chance)))
        _copy(DuplicateRecord, list(_duplicates(made, corridor)))
    with connection.cursor() as cursor:  # as a database is some minutes after an import
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")


def _companies(count: int, corridor: Any, chance: random.Random) -> Iterator[Any]:
    from svat.council.roll_files import fields_of
    from svat.council.rolls import Company, Listing
    from svat.web.rolls.models import CompanyRecord
    from svat.web.rolls.projecting import as_json
    from svat.web.rolls.reading import search_key, sort_key

    for k in range(count):
        word = chance.randrange(len(STEMS))
        side = "a" if word < len(STEMS) // 2 else "b"
        stem, local = STEMS[word]
        own = f"{side.upper()}{k:06}"
        offers = tuple(Listing(own, "offer", i, _goods(chance)) for i in range(chance.choice(_EACH)))
        needs = tuple(Listing(own, "need", i, _goods(chance)) for i in range(chance.choice(_EACH)))
        company = Company(
            own, f"{stem} {chance.choice(TRADES)} {k:06}", "KZ" if side == "a" else "KR",
            name_local=f"{local} {chance.choice(TRADES)} {k:06}", city=f"{chance.choice(CITIES)} {k % 40}",
            phone=f"+7 700 {k:07}", email=f"office{k}@example.org", registration_number=f"{k:012}",
            offers=offers, needs=needs,
        )  # fmt: skip
        record = CompanyRecord(
            id=k + 1, corridor=corridor, side=side, external_id=company.external_id, name=company.name,
            name_local=company.name_local, country=company.country, city=company.city,
            search_key=search_key(company), sort_key=sort_key(company)[:200],
            registration_number=company.registration_number, fields=as_json(fields_of(company)),
            file="roll.csv", row=k + 2, updated=datetime.now(UTC),
        )  # fmt: skip
        record.goods = company.listings  # type: ignore[attr-defined]  # for the listings' own rows
        yield record


def _goods(chance: random.Random) -> str:
    """Few texts often, many once or twice."""
    number = int(chance.paretovariate(0.7))
    return f"{chance.choice(GOODS)} {chance.choice(MADE)}" + (f" {number}" if number > 1 else "")


def _version(company: Any, officer: Any) -> Any:
    from svat.web.rolls.models import CompanyVersion

    return CompanyVersion(
        id=company.pk, company_id=company.pk, number=1, fields=company.fields, why="apply import", member=officer,
        at=company.updated,
    )  # fmt: skip


def _listings(companies: Iterable[Any], officer: Any, chance: random.Random) -> Iterator[Any]:
    from svat.web.rolls.models import ListingRecord, hash_of_text

    proposed = json.dumps({
        "codes": [{"hs": hs, "words": words, "probability": 0.5} for hs, words in (
            ("040900", "Honey, natural"), ("090210", "Tea, green"), ("100199", "Wheat and meslin"))],
        "answer": "goods", "note": "",
    })  # fmt: skip
    number = 0
    for company in companies:
        for x in company.goods:
            number += 1
            said = chance.randrange(_CONFIRMED) == 0
            yield ListingRecord(
                id=number, company_id=company.pk, kind=x.kind, position=x.position, text=x.text,
                text_hash=hash_of_text(x.text), proposed=proposed, answer="goods" if said else "",
                confirmed="040900" if said else "", confirmed_by=officer if said else None,
            )  # fmt: skip


def _duplicates(companies: Sequence[Any], corridor: Any) -> Iterator[Any]:
    from svat.web.rolls.models import DuplicateRecord

    of_side: dict[str, list[Any]] = {"a": [], "b": []}
    for x in companies:
        of_side[x.side].append(x)
    number = 0
    for side, found in of_side.items():
        for k in range(0, len(found) - 1, _DUPLICATES):
            number += 1
            yield DuplicateRecord(
                id=number, corridor=corridor, side=side, first=found[k], second=found[k + 1], score=700 + k % 300,
                reason='"nearly the same name"',
            )  # fmt: skip


def _copy(model: Any, records: Sequence[Any]) -> None:
    """Records into their table: COPY on PostgreSQL, INSERT elsewhere; its numbers go on behind them."""
    from django.core.management.color import no_style
    from django.db import connection

    fields = model._meta.concrete_fields
    names = [connection.ops.quote_name(x.column) for x in fields]
    table = connection.ops.quote_name(model._meta.db_table)
    rows = ([x.get_db_prep_save(getattr(of, x.attname), connection) for x in fields] for of in records)
    into = f"{table} ({', '.join(names)})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN") as stream:
                for row in rows:
                    stream.write_row(row)
            for query in connection.ops.sequence_reset_sql(no_style(), [model]):
                cursor.execute(query)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", list(rows))  # noqa: S608 - names of our own
    print(f"{model.__name__}: {len(records):,}", file=sys.stderr)


def digest() -> str:
    """What this file makes in which tables, so that a database of an earlier one is not taken for it."""
    tables = sorted((Path(__file__).parents[1] / "src/svat/web").glob("*/migrations/0*.py"))
    return sha256(b"".join(x.read_bytes() for x in (Path(__file__), *tables))).hexdigest()[:16]


if __name__ == "__main__":
    fill(int(sys.argv[1]), int(sys.argv[2]))
