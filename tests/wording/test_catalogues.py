"""The catalogues: complete, compiled, and made of what the source says today."""

from __future__ import annotations

import pytest
from babel.messages import Catalog, Message

from svat.wording import KNOWN, SOURCE, spoken
from tools import catalogues

OWN = [language for language in KNOWN if language != SOURCE]


@pytest.fixture(scope="module")
def template() -> Catalog:
    return catalogues.template()


@pytest.mark.parametrize("language", OWN)
def test_a_language_of_svats_own_says_everything_and_nothing_else(language: str, template: Catalog) -> None:
    """No sentence is missing, fuzzy or stale, fields and plural forms agree, and the .mo is of this .po."""
    assert catalogues.problems(language, template) == []


@pytest.mark.parametrize("language", OWN)
def test_bringing_a_file_up_to_date_again_keeps_every_translation(language: str, template: Catalog) -> None:
    made = catalogues.updated(language, template)
    assert catalogues.compiled(made) == catalogues.po(language).with_suffix(".mo").read_bytes()


def test_every_language_with_a_file_is_spoken() -> None:
    assert sorted(spoken()) == sorted({SOURCE, *catalogues.languages()})


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('say("one")', ["one"]),
        ('say("one " "and {more}", more=1)', ["one and {more}"]),
        ('say_count("{count} row", "{count} rows", n)', [("{count} row", "{count} rows")]),
        ('count(n, "company", "companies")', [("{count} company", "{count} companies")]),
        ('notation.count(n, "pair")', [("{count} pair", "{count} pairs")]),
        ('wording("Reasons")', ["Reasons"]),
        ('say_meant("held", "held (of a meeting)")', ["held (of a meeting)"]),
        ('self.wording.plural("{count} pair", "{count} pairs", n)', [("{count} pair", "{count} pairs")]),
        ('wording("ru")', []),
        ("wording(language)", []),
        ("text.count(', ')", []),
        ('print("no sentence of ours")', []),
    ],
)
def test_what_is_taken_out_of_a_module(source: str, expected: list[object]) -> None:
    assert [key for key, _ in catalogues.in_python(source)] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{{ _("Contents") }}', ["Contents"]),
        ('{{ _("Written by %(who)s", who=x) }}', ["Written by %(who)s"]),
        ("{% trans %}\n  Two\n  lines\n{% endtrans %}", ["Two lines"]),
        ("{% trans who=x %}Written by {{ who }}{% endtrans %}", ["Written by %(who)s"]),
        (
            "{% trans n=x %}{{ n }} row{% pluralize n %}{{ n }} rows{% endtrans %}",
            [("%(n)s row", "%(n)s rows")],
        ),
        ('{{ n|count("company", "companies") }}', [("{count} company", "{count} companies")]),
        ("{{ name }}", []),
    ],
)
def test_what_is_taken_out_of_a_template(source: str, expected: list[object]) -> None:
    assert [key for key, _ in catalogues.in_template(source)] == expected


def test_a_template_may_not_translate_what_a_variable_holds() -> None:
    """Names come from strangers, and what `_` gives is trusted as HTML."""
    with pytest.raises(SystemExit, match="said"):
        list(catalogues.in_template("{{ _(name) }}"))


@pytest.mark.parametrize(
    ("one", "translations", "found"),
    [
        ("{count} of {all}", "{count} из {all}", []),
        ("{count} of {all}", "{all}: {count}", []),
        ("{count} of {all}", "{count}", ["other fields"]),
        ("{count} of {all}", "{count} из {all} {more}", ["other fields"]),
        ("%(n)s of it", "%(n)s", []),
        ("%(n)s of it", "%(m)s", ["other fields"]),
        (("{count} row", "{count} rows"), ("{count} строка", "{count} строки", "{count} строк"), []),
        (("{count} row", "{count} rows"), ("одна строка", "{count} строки", "{count} строк"), []),
        (("{count} row", "{count} rows"), ("{count} строка", "{count} строки"), ["2 plural forms, not 3"]),
        (("{count} row", "{count} rows"), ("{count} строка", "{count} строки", ""), ["missing"]),
        (("{count} row", "{count} rows"), ("{count} строка", "строки", "{count} строк"), ["other fields"]),
    ],
)
def test_what_is_wrong_with_a_translation(
    one: str | tuple[str, str],
    translations: str | tuple[str, ...],
    found: list[str],
) -> None:
    message = Message(one, translations)
    said = catalogues.of_message(message, 3)
    assert len(said) == len(found)
    assert all(part in line for part, line in zip(found, said, strict=True))
