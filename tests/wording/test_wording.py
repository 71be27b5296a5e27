"""Sentences that know their parts, and how each language puts them and its numbers and days."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from svat import notation
from svat.refusals import Refusal
from svat.report.environment import environment
from svat.wording import Foreign, Said, say, say_count, say_list, say_meant, wording

SAMPLES = (
    say("plain"),
    say("{count} of {name}", count=3, name="ООО «Ромашка» {x}"),
    say_count("{count} row", "{count} rows", 1),
    say_count("{count} row of {file}", "{count} rows of {file}", 1200, file="a.csv"),
    say_list([say("{count} of it", count=1), "more"]),
    say_meant("held", "held (of a meeting or visit)"),
    notation.percent(0.043),
    notation.amount(Decimal(27_250_000), "USD"),
)


@pytest.mark.parametrize("text", SAMPLES, ids=str)
def test_it_is_text_like_any_other(text: str) -> None:
    """Equal, of one hash, the same in JSON, in columns and after a journey to another process."""
    plain = str.__str__(text)
    assert text == plain
    assert hash(text) == hash(plain)
    assert json.dumps(text) == json.dumps(plain)
    assert pa.array([text], pa.string()).to_pylist() == [plain]
    back = pickle.loads(pickle.dumps(text))
    assert back == text
    assert type(back) is type(text)
    assert wording("ru")(back) == wording("ru")(text)
    assert wording("en")(text) == plain


def test_values_of_a_sentence_are_written_in_the_language() -> None:
    share, day = notation.percent(0.043), date(2026, 2, 27)
    text = say("{share} on {day}, {count}", share=share, day=day, count=12345)
    assert text == "4.3 % on 2026-02-27, 12345"
    assert wording("en")(text) == "4.3 % on 27 February 2026, 12,345"


def test_a_name_with_braces_is_a_name() -> None:
    assert say("{name} stands twice", name="{0.__class__}") == "{0.__class__} stands twice"
    assert wording("ko")(say_list(["{a}", "b}"], "{")) == "{a}{b}"


WRITTEN = [
    (notation.number(1234567), "1 234 567", "1,234,567"),
    (notation.number(Decimal("1234.50")), "1 234,50", "1,234.50"),
    (notation.fixed(1234.56, 1), "1 234,6", "1,234.6"),
    (notation.fixed(-0.0001, 2), "0,00", "0.00"),
    (notation.trimmed(Decimal("27250000.50")), "27 250 000,5", "27,250,000.5"),
    (notation.rounded(Decimal("27.2549")), "27,25", "27.25"),
    (notation.percent(0.0427), "4,3 %", "4.3%"),
    (notation.percent(200), "20000,0 %", "20000.0%"),
    (notation.plain_percent(0.454), "45 %", "45%"),
    (notation.at_least(0.98167), "98,1 %", "98.1%"),
    (notation.probability(0.091), "9,1 %", "9.1%"),
    (notation.interval(notation.percent(0.04), notation.percent(0.09)), "4,0–9,0 %", "4.0~9.0%"),
    (notation.interval("42", "42"), "42", "42"),
    (notation.day(date(2026, 2, 27)), "27 февраля 2026 года", "2026년 2월 27일"),
    (notation.short_day(2015, 4, 22), "22.04.2015", "2015. 4. 22."),
    (notation.short_day(2014), "2014", "2014"),
    (notation.amount(Decimal(27_250_000), "USD"), "27,25 млн USD", "27.25백만 USD"),
    (notation.amount(Decimal(950), "KZT"), "950 KZT", "950 KZT"),
]


@pytest.mark.parametrize(("text", "russian", "korean"), WRITTEN, ids=str)
def test_numbers_sums_and_days_by_language(text: str, russian: str, korean: str) -> None:
    def plain(text: str) -> str:
        return text.replace("\u00a0", " ")

    assert plain(wording("ru")(text)) == russian
    assert plain(wording("ko")(text)) == korean
    assert wording("en")(text) == text


@pytest.mark.parametrize(
    ("asked", "given"),
    [("ru", "ru"), ("ru-KZ", "ru"), ("KO_KR", "ko"), ("xx", "en"), ("", "en"), ("../x", "en")],
)
def test_a_language_without_a_catalogue_is_english(asked: str, given: str) -> None:
    assert wording(asked).language == given


class Catalogue:
    """Translations of two sentences, one of them with a field that is not known."""

    @staticmethod
    def gettext(text: str) -> str:
        return {"{n} of it": "{n} davon", "{n} lost": "{m} verloren"}.get(text, text)


def test_a_field_that_is_not_known_gives_the_english_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue: Any = Catalogue()
    from svat.wording import Wording

    words = Wording("de", catalogue)
    assert words(say("{n} of it", n=1234)) == "1.234 davon"
    assert words(say("{n} lost", n=1)) == "1 lost"


def test_a_page_puts_what_was_said_into_its_language_and_escapes_names() -> None:
    name = say("{name} stands twice", name="<b>")
    page = environment(wording("ru")).from_string("{{ share }} {{ name }} {{ n|number }} {{ language }}")
    shown = page.render(share=notation.percent(0.5), name=name, n=1234).replace("\u00a0", " ")
    assert shown.startswith("50,0 % &lt;b&gt;")
    assert shown.endswith("1 234 ru")
    assert isinstance(name, Said)


def test_text_of_a_data_table_is_marked_as_being_in_its_language() -> None:
    """A rule's own words stay English on a Russian page, and a reader's voice is told so."""
    rule = Foreign("No <arms> to anybody.", "en")
    assert wording("ru").table(rule) is rule
    assert wording("ko").table(Foreign("Cereals", "en")) == "곡물"  # a title of HS that the catalogue has
    known = say("{title}: all", title=Foreign("Cereals", "en"))
    assert environment(wording("ko")).from_string("{{ text }}").render(text=known) == "곡물: all"
    text = say_list((say("In force from {start}.", start="2017-09-11"), rule), " ")
    assert text == "In force from 2017-09-11. No <arms> to anybody."
    shown = environment(wording("ru")).from_string("{{ text }}").render(text=text)
    assert shown == 'Действует с 2017-09-11. <span lang="en">No &lt;arms&gt; to anybody.</span>'
    assert "span" not in environment(wording("en")).from_string("{{ text }}").render(text=text)
    assert pickle.loads(pickle.dumps(rule)).language == "en"


def test_rows_lines_and_years_have_their_digits_together_and_sentences_of_these_names_are_said() -> None:
    assert wording("en")(say("row {row} of {year}", row=1234, year=2026)) == "row 1234 of 2026"
    assert (
        wording("ru")(say("{whose}: {line}", whose="KZ", line=say("cells left out")))
        == "KZ: опущенные ячейки"
    )


def test_a_reason_without_personal_data_keeps_its_parts_when_it_is_masked() -> None:
    refusal = Refusal(
        "a.csv", 3, "name", "", say("no name"), '{"name":"","contact":"A. Person"}', personal=("contact",)
    )
    assert wording("ko")(refusal.masked.reason) == "이름 없음"
    telling = replace(refusal, reason=say("no company of {name}", name="A. Person"))
    assert telling.masked.reason == "no company of •••"
