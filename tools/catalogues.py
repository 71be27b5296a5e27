"""The catalogues of languages: sentences taken out of the source, put into each language's .po, compiled to its .mo.

    ./dev words              take out, update every locale/LANG/LC_MESSAGES/svat.po, compile
    ./dev words kk           the same, and begin a language
    python tools/catalogues.py check    say what is missing, fuzzy, stale or differs; exit code 1 if anything

What is said to people stands in Python as `say("…")`, `unusable("…")`, `say_each("…", "…")`, `say_count("…", "…", n)`,
`count(n, "company", "companies")`, `wording("…")` or `wording.plural("…", "…", n)`, in templates as `_("…")`,
`{% trans %}` or `n|count("pair")`. What data tables say to people is taken out of their columns.
"""

from __future__ import annotations

import ast
import csv
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes
from jinja2.ext import InternationalizationExtension

from svat.goods import nomenclature
from svat.law.rules.ruleset import OWN_SOURCE

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src/svat"
LOCALE = SOURCE / "wording/locale"
# Calls whose first argument is a sentence; and those whose first two are, for one thing and for several.
ONE = {"say", "unusable", "_", "gettext", "wording"}
MANY = {"say_count", "plural", "ngettext"}
EACH = "say_each"  # every argument is a sentence of its own
KEYED = "say_meant"  # say_meant("held", "held (of a meeting)"): the second is translated
COUNTS = {"count", "_counted"}  # count(n, one, many): the number stands before the words
CODE = re.compile(r"[a-z]{2,3}")  # wording("ru") asks for a language and says nothing
FIELD = re.compile(r"{\w*}")
NO_WORDS = re.compile(r"[\s.,:;/()·→↔%]*")
PERCENT_FIELD = re.compile(r"%\((\w+)\)s")
Key = str | tuple[str, str]
# Tables of the package → the columns that people read; and where the titles of HS chapters are read from a package.
TABLES = {
    "law/data/measures.csv": ("detail", "decide", "confidence_note"),
    "law/data/arms_embargoes.csv": ("detail",),
}
CHAPTERS = "goods/nomenclature.py"


class PlainCatalog(Catalog):
    """A catalogue whose head names no day and no version: the same sentences give the same bytes."""

    def __init__(self, **given: Any) -> None:
        super().__init__(charset="utf-8", fuzzy=False, header_comment="", **given)

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What gettext needs to read the file."""
        heads = [
            ("Project-Id-Version", "svat"),
            ("Language", str(self.locale_identifier or "")),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]
        return [*heads, ("Plural-Forms", self.plural_forms)] if self.locale_identifier else heads

    @mime_headers.setter
    def mime_headers(self, _: object) -> None:
        """What a file's head says is not kept."""


def sentences() -> dict[Key, list[tuple[str, int]]]:
    """Every sentence of the package, with the files and lines where it stands."""
    found: dict[Key, list[tuple[str, int]]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for key, line in in_python(path.read_text("utf-8")):
            found.setdefault(key, []).append((path.relative_to(ROOT).as_posix(), line))
    for path in sorted(SOURCE.rglob("*.j2")):
        for key, line in in_template(path.read_text("utf-8")):
            found.setdefault(key, []).append((path.relative_to(ROOT).as_posix(), line))
    for name, text in in_tables():
        found.setdefault(text, []).append(((SOURCE / name).relative_to(ROOT).as_posix(), 0))
    return found


def in_tables() -> Iterator[tuple[str, str]]:
    """(file, text) of what data tables say to people, and the titles of HS chapters."""
    for name, columns in TABLES.items():
        with (SOURCE / name).open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                yield from ((name, row[column]) for column in columns if row[column])
                if row.get("source", "").startswith(OWN_SOURCE):
                    yield name, row["source"]
    descriptions = nomenclature.load().descriptions
    yield from ((CHAPTERS, text) for code, text in sorted(descriptions.items()) if len(code) == 2)


def in_python(text: str) -> Iterator[tuple[Key, int]]:
    """The sentences of a module."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        given = [
            x.value if isinstance(x, ast.Constant) and isinstance(x.value, str) else None for x in node.args
        ]
        for key in _keys(name, given, counted_first=True):
            if _has_words(key):
                yield key, node.lineno


def in_template(text: str) -> Iterator[tuple[Key, int]]:
    """The sentences of a template."""
    environment = Environment(extensions=[InternationalizationExtension], autoescape=True)
    environment.policies["ext.i18n.trimmed"] = True
    environment.newstyle_gettext = True  # type: ignore[attr-defined]  # the extension's
    for node in environment.parse(text).find_all((nodes.Call, nodes.Filter)):
        assert isinstance(node, nodes.Call | nodes.Filter)
        called = node if isinstance(node, nodes.Filter) else node.node
        name = getattr(called, "name", getattr(called, "attr", ""))
        given = [
            x.value if isinstance(x, nodes.Const) and isinstance(x.value, str) else None for x in node.args
        ]
        if name in ("_", "gettext") and (not given or given[0] is None):
            raise SystemExit(
                f"line {node.lineno}: {name}() takes a sentence; what is said already goes through |said"
            )
        for key in _keys(str(name), given, counted_first=isinstance(node, nodes.Call)):
            if _has_words(key):
                yield key, node.lineno


def _keys(name: str, given: list[str | None], *, counted_first: bool) -> Iterator[Key]:
    if name in ONE and given and given[0]:
        if name != "wording" or not CODE.fullmatch(given[0]):
            yield given[0]
    elif name == EACH:
        yield from filter(None, given)
    elif name in MANY and len(given) > 1 and given[0] and given[1]:
        yield given[0], given[1]
    elif name == KEYED and len(given) > 1 and given[1]:
        yield given[1]
    elif name in COUNTS:
        words = given[1:] if counted_first else given
        if words and words[0]:
            many = words[1] if len(words) > 1 and words[1] else words[0] + "s"
            yield f"{{count}} {words[0]}", f"{{count}} {many}"


def _has_words(key: Key) -> bool:
    """Whether there is anything to translate: values with a stop or comma between them are the same everywhere."""
    return isinstance(key, tuple) or not NO_WORDS.fullmatch(FIELD.sub("", key))


def template() -> Catalog:
    """The catalogue of all sentences, without any language."""
    made = PlainCatalog()
    for key, places in sorted(sentences().items(), key=lambda item: (item[1][0], str(item[0]))):
        made.add(key, locations=sorted({(file, 0) for file, _ in places}))
    for message in made:
        message.flags -= {"python-format", "python-brace-format"}
    return made


def languages() -> list[str]:
    """The languages that there is a file of."""
    return sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/svat.po"))


def po(language: str) -> Path:
    """The file of a language that people edit."""
    return LOCALE / language / "LC_MESSAGES" / "svat.po"


def read(language: str) -> Catalog:
    """A language's catalogue as it stands."""
    with po(language).open("rb") as file:
        return plain(read_po(file, locale=language, charset="utf-8"), language)


def plain(catalogue: Catalog, language: str) -> Catalog:
    """The same sentences under a head that names no day and no version."""
    made = PlainCatalog(locale=language)
    for message in catalogue:
        if message.id:
            made[message.id] = message
    made.obsolete.update(catalogue.obsolete)
    return made


def updated(language: str, all_sentences: Catalog) -> Catalog:
    """A language's catalogue with the sentences of now: translations kept, new ones empty, old ones gone."""
    there = {message.id: message for message in read(language) if message.id} if po(language).exists() else {}
    made = PlainCatalog(locale=language)
    for message in all_sentences:
        if message.id:
            kept = there.get(message.id)
            text = kept.string if kept else ""
            flags = kept.flags - {"python-format", "python-brace-format"} if kept else set()
            made.add(message.id, text or None, message.locations, flags)
            made[message.id].flags = flags
    return made


def written(catalogue: Catalog) -> bytes:
    """The .po of a catalogue."""
    data = BytesIO()
    write_po(data, catalogue, width=110, include_lineno=False, ignore_obsolete=True, sort_output=False)
    return data.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """The .mo of a catalogue."""
    data = BytesIO()
    write_mo(data, catalogue)
    return data.getvalue()


def problems(language: str, all_sentences: Catalog) -> list[str]:
    """Everything that keeps a language from being complete, in words."""
    own = read(language)
    wanted = {message.id for message in all_sentences if message.id}
    found = [f"stale: {message.id!r}" for message in own if message.id and message.id not in wanted]
    for key in wanted:
        translated = own.get(key[0] if isinstance(key, tuple) else key)
        found += [f"missing: {key!r}"] if translated is None else of_message(translated, own.num_plurals)
    if po(language).with_suffix(".mo").read_bytes() != compiled(own):
        found.append("the .mo is older than its .po")
    return sorted(found)


def of_message(message: Message, plurals: int) -> list[str]:
    """What is wrong with one translation, in words."""
    given = message.string if isinstance(message.string, tuple | list) else (message.string,)
    strings = [text for text in given if text]
    if len(strings) < len(given):
        return [f"missing: {message.id!r}"]
    found = [f"fuzzy: {message.id!r}"] if message.fuzzy else []
    if isinstance(message.id, tuple | list) and len(strings) != plurals:
        found.append(f"{len(strings)} plural forms, not {plurals}: {message.id!r}")
    theirs = message.id if isinstance(message.id, tuple | list) else (message.id,)
    allowed = set().union(*map(fields, theirs))
    # One thing may go without its number ("one row"); several may not.
    needed = allowed if len(theirs) == 1 else fields(theirs[1])
    for place, string in enumerate(strings):
        has = fields(string)
        lacking = needed - has - ({"count"} if place == 0 and len(strings) > 1 else set())
        if has - allowed or lacking:
            found.append(f"other fields in {string!r} than in {message.id!r}")
    return found


def fields(text: str) -> set[str]:
    """What is put into a sentence: names in braces or after a percent sign."""
    if PERCENT_FIELD.search(text):
        return set(PERCENT_FIELD.findall(text))
    return {str(name) for _, name, _, _ in Formatter().parse(text) if name is not None}


def main(arguments: list[str]) -> int:
    """Update, or check."""
    all_sentences = template()
    if arguments == ["check"]:
        said = [
            f"{language}: {line}" for language in languages() for line in problems(language, all_sentences)
        ]
        print("\n".join(said) or "all languages are complete")  # noqa: T201
        return int(bool(said))
    for language in sorted({*languages(), *arguments}):
        made = updated(language, all_sentences)
        po(language).parent.mkdir(parents=True, exist_ok=True)
        po(language).write_bytes(written(made))
        po(language).with_suffix(".mo").write_bytes(compiled(read(language)))
        empty = sum(
            1 for m in made if m.id and not all(m.string if isinstance(m.string, tuple) else (m.string,))
        )
        print(f"{language}: {len(made)} sentences, {empty} not translated")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
