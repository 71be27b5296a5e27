"""Roll: the canonical columns of a roll, and which headings mean them: data/synonyms.csv and a user's own."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from svat.files import named, read_bytes, write_new
from svat.languages import languages
from svat.refusals import said_of
from svat.roll.headings import goods_heading, name_language
from svat.tables.encoding import decode
from svat.tables.met import MetHeading
from svat.tables.schema import TableSchema
from svat.tables.synonyms import NOTHING, without_unit
from svat.text.spelling import squash
from svat.wording import say, unusable

CANONICAL = (
    "external_id", "name", "name_local", "name_latin", "country", "city", "address", "website", "email", "phone",
    "contact_name", "contact_title", "contact_language", "registration_number", "tax_number", "lei", "legal_form",
    "founded", "employees", "turnover", "turnover_currency", "turnover_year", "sector_code", "sector_scheme",
    "offers", "needs", "hs_offers", "hs_needs", "partnership_types", "countries_exported",
    "countries_of_interest", "certificates", "state_owned", "notes", "consent_share_contact", "updated_on",
)  # fmt: skip
NAMES = ("name", "name_local", "name_latin")
# Who speaks for a company and how to reach it, and what of a trader under their own name is that person's own number.
PERSONAL = frozenset((
    "address", "email", "phone", "contact_name", "contact_title", "registration_number", "tax_number", "notes",
))  # fmt: skip

_LISTS = (
    "offers", "needs", "hs_offers", "hs_needs", "partnership_types", "countries_exported", "countries_of_interest",
    "certificates", "contact_language", "email", "phone", "notes", "",
)  # fmt: skip


BESIDE_EACH_OTHER = re.compile(r"\s*[/,&、]\s*|\s+(?:and|и|y|e|et|und|та|ve|va|və|და|և)\s+")
# Headings that mean a column only where no other does: a name may be a person's or that of another company, exports may
# be an amount.
_WEAK = frozenset(
    map(squash, (
        "exporter", "exporter name", "importer", "importer name", "manufacturer", "manufacturer name", "producer",
        "producer name", "buyer", "buyer name", "vendor", "vendor name", "supplier", "supplier name", "participant",
        "member", "member name", "член",
        "экспортер", "импортер", "производитель", "изготовитель", "поставщик", "покупатель", "контрагент", "участник",
        "수출업체", "수입업체", "제조사", "제조업체", "생산업체", "바이어", "소속회사명", "거래처",
        "exportador", "exportadora", "proveedor", "fabricante", "fornecedor", "exportateur", "fournisseur", "fabricant",
        "hersteller", "lieferant", "exporteur", "fornitore", "produttore", "producent", "dostawca", "eksporter",
        "виробник", "постачальник", "експортер", "өндіруші", "ishlab chiqaruvchi", "üretici", "ihracatçı", "المصنع",
        "تولیدکننده", "صادرکننده", "厂家", "廠商名稱", "メーカー名", "nhà sản xuất", "produsen", "eksportir",
        "name", "nom", "nombre", "nome", "nama", "tên", "нэр", "नाम", "نام", "الاسم", "ชื่อ",
        "主营业务", "主營業務", "ngành hàng", "қызмет түрі",
        "export", "exports", "import", "imports", "экспорт", "импорт", "수출", "수입",
    ))
)  # fmt: skip


def roll_schema(own: Path | None = None) -> TableSchema:
    """A roll, with the product's headings and, if given, a user's (CSV: canonical,language,synonym), which win.

    Raises UnusableInput when the user's file cannot be read, or names a column that does not exist.
    """
    table = _shipped()
    headings = _by_column()
    if own is not None:
        table = {**table, **read_own(own)}
        headings = _turned(table)

    def phrase(text: str) -> str | None:
        if named := name_language(text):
            stem, latin = named
            if table.get(stem) == "name":
                return "name_latin" if latin else "name_local"
        parts = [squash(part) for part in BESIDE_EACH_OTHER.split(text)]
        if len(parts) == 2 and {table.get(part) for part in parts} == {"country", "city"}:
            return "country"  # a cell of both is read as one
        return goods_heading(text)

    return TableSchema(
        noun=say("roll"),
        row=say("company"),
        headings=headings,
        needed=(frozenset(NAMES),),
        missing=say("no header with a column of company names (name, название, 회사명 …)"),
        hint=(
            "say which of them is the name in a table of your own, given with --synonyms "
            "(`svat roll check FILE --write-synonyms OUT.csv` makes one to fill in)"
        ),
        alone=frozenset(NAMES),
        outside=frozenset(("country",)),
        identity=frozenset((*NAMES, "external_id", "registration_number", "tax_number", "lei")),
        lists=frozenset(_LISTS),
        pairs={"offers": "hs_offers", "needs": "hs_needs"},
        personal=PERSONAL,
        phrase=phrase,
        weak=_WEAK,
        yielding={"sector_code": frozenset(("offers", "needs"))},
    )


def write_synonyms(file: Path, headings: Iterable[MetHeading]) -> int:
    """Write the table of synonyms to fill in, a row for each heading, and say how many. Raises UnusableInput.

    The heading stands without its unit, so that it counts for any; the samples are for whoever fills it in.
    """
    found = {squash(stem): (stem, x) for x in headings if squash(stem := without_unit(x.heading))}
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(("canonical", "language", "synonym", "samples"))
    for stem, heading in found.values():
        samples = say("below it: {samples}", samples="; ".join(heading.samples)) if heading.samples else ""
        table.writerow(("", "", f"'{stem}" if stem.startswith(tuple("=+-@")) else stem, samples))
    write_new(file, b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "backslashreplace"), 0o644)
    return len(found)


@cache
def name_headings() -> tuple[str, ...]:
    """The headings, squashed, that mean a company's name in a roll, for other tables that name companies."""
    return tuple(heading for heading, canonical in _shipped().items() if canonical in NAMES)


@cache
def _shipped() -> Mapping[str, str]:
    """Heading, squashed → canonical column."""
    table = {squash(name): name for name in CANONICAL}
    shipped = files("svat.roll").joinpath("data/synonyms.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(shipped.splitlines()):
        table.setdefault(squash(row["synonym"]), row["canonical"])
    for language in languages():
        for heading, canonical in read_own(language.headings).items() if language.headings else ():
            table.setdefault(heading, canonical)  # what svat knows already keeps its meaning
    return table


@cache
def _by_column() -> Mapping[str, Sequence[str]]:
    return _turned(_shipped())


def _turned(table: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    """Canonical column → its headings."""
    headings: dict[str, list[str]] = {}
    for heading, canonical in table.items():
        headings.setdefault(canonical, []).append(heading)
    return headings


def read_own(path: Path | Traversable) -> dict[str, str]:
    """Heading, squashed → canonical column, as a table of a user's own says. Raises UnusableInput."""
    text, _, _ = decode(read_bytes(path))
    delimiter = ";" if text.partition("\n")[0].count(";") else ","
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = [(reader.line_num, row) for row in reader]
        header = reader.fieldnames or []
    except csv.Error as error:
        raise unusable(
            "{named}: not a table of synonyms: {error}", named=named(path), error=said_of(error)
        ) from None
    if missing := [name for name in ("canonical", "synonym") if name not in header]:
        raise unusable(
            "{named}: a table of synonyms needs the column {column}",
            named=named(path),
            column=" and ".join(missing),
        )
    table = {}
    for line, row in rows:
        canonical, synonym = (row["canonical"] or "").strip(), squash(row["synonym"] or "")
        if not canonical and (synonym or not row["synonym"]):
            continue  # a heading that nobody has filled in
        if canonical not in (*CANONICAL, NOTHING):
            raise unusable(
                "{file}, line {line}: {canonical} is not a column of a roll",
                file=path,
                line=line,
                canonical=repr(canonical),
            )
        if not synonym:
            raise unusable("{file}, line {line}: the synonym is empty", file=path, line=line)
        table[synonym] = canonical
    return table
