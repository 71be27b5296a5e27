"""What one company gets: its view, its sheet and its letter, in its language, in letters that it reads."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from tests.report.introductions.outcomes import SCRIPT
from tests.report.introductions.sent import (
    KEY,
    accepted_by_both,
    answered,
    consenting,
    files_in,
    message,
    shared,
    small,
)

from svat.report.introductions.file_names import FileNames
from svat.report.introductions.model import Outcome
from svat.report.introductions.sending.languages import language_of, scripts_read, text_language
from svat.report.introductions.sending.letter import introduction_letter, recipient
from svat.report.introductions.sending.letters import read_letters
from svat.report.introductions.sending.message import NOBODY, encoded
from svat.report.introductions.sending.naming import ReadableName, readable_name
from svat.report.introductions.sending.numbers import sending_numbers
from svat.report.introductions.sending.sheet import render
from svat.report.introductions.sending.view import CompanyView, company_views
from svat.report.introductions.sending.write import FOLDER, write_sending
from svat.report.introductions.views import BrokenOutcome
from svat.report.introductions.write import write
from svat.roll.model import Company, Listing


def changed(made: Outcome, company: str, **fields: object) -> Outcome:
    """An outcome with other fields of one company."""
    roll_a, roll_b = (
        replace(
            roll,
            companies=tuple(
                replace(x, **fields) if x.external_id == company else x  # type: ignore[arg-type]
                for x in roll.companies
            ),
        )
        for roll in (made.roll_a, made.roll_b)
    )
    return replace(made, roll_a=roll_a, roll_b=roll_b)


def view_of(made: Outcome, company: str) -> CompanyView:
    return next(x for x in company_views(made) if x.company.external_id == company)


LANGUAGES = {
    "ru": ("ru", True),
    "RU; en": ("ru", True),
    "kk; ko": ("ko", True),
    "kk, en": ("en", True),
    "kk": ("ru", False),
    "": ("ru", False),
}


@pytest.mark.parametrize("cell", LANGUAGES)
def test_a_company_is_written_to_in_the_first_of_its_languages_that_svat_speaks(cell: str) -> None:
    corridor = small().corridor  # its side a: ru
    found = language_of(Company("x", "X", "KZ", contact_language=cell), corridor, "a")
    assert (found.code, found.stated) == LANGUAGES[cell]


def test_without_a_side_s_language_it_is_english() -> None:
    corridor = shared(small(), language_a="").corridor
    assert language_of(Company("x", "X", "KZ"), corridor, "a").code == "en"


NAMES = {
    "its language's script first": ("ru", ("Altyn", "ТОО «Алтын»", ""), ReadableName("ТОО «Алтын»", "Altyn")),
    "Latin where there is no other": (
        "ko",
        ("ТОО «Алтын»", "", "Altyn LLP"),
        ReadableName("Altyn LLP", "ТОО «Алтын»"),
    ),
    "as the roll has it": ("ko", ("한빛정밀", "", "Hanbit"), ReadableName("한빛정밀")),
    "another language that it states": (
        "ko; ru",
        ("ТОО «Алтын»", "", "Altyn LLP"),
        ReadableName("ТОО «Алтын»"),
    ),
    "Cyrillic spelt by svat": (
        "ko",
        ("ТОО «Алтын Дала»", "", ""),
        ReadableName("TOO «Altyn Dala»", "ТОО «Алтын Дала»", spelt=True),
    ),
    "Hangul spelt by svat": ("en", ("가람섬유", "", ""), ReadableName("Garamseomyu", "가람섬유", spelt=True)),
    "letters that svat cannot spell": ("ru", ("株式会社", "", ""), ReadableName("株式会社")),
    "digits": ("ko", ("777", "", ""), ReadableName("777")),
}


@pytest.mark.parametrize("case", NAMES)
def test_a_partner_is_named_in_letters_that_the_company_reads(case: str) -> None:
    languages, (name, local, latin), expected = NAMES[case]
    reader = Company("x", "X", "KZ", contact_language=languages)
    language = languages.split(";")[0]
    named = Company("y", name, "KR", name_local=local, name_latin=latin)
    assert readable_name(named, scripts_read(reader, language)) == expected


def test_foreign_text_says_its_language() -> None:
    made = changed(small(), "KZ-0000", contact_language="en")
    page = render(view_of(made, "KZ-0000"))
    assert '<html lang="en">' in page
    assert '<span lang="ko">' in page
    assert 'lang="ru"' in page  # its own wheat, written in Russian
    assert text_language("1001") == ""


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            ("We propose 2 partners to you", "27 February 2026", "South Korea", "This is not legal advice"),
        ),
        (
            "ru",
            (
                "Мы предлагаем вам 2 партнёров",
                "27 февраля 2026",
                "Республика Корея",
                "не юридическая консультация",
            ),
        ),
        ("ko", ("파트너 2곳을", "2026년 2월 27일", "대한민국", "법률 자문이 아니")),
    ],
)
def test_the_sheet_speaks_the_company_s_language(language: str, words: tuple[str, ...]) -> None:
    page = render(view_of(changed(small(), "KZ-0000", contact_language=language), "KZ-0000"))
    assert f'<html lang="{language}">' in page
    for word in words:
        assert word in page


def test_names_from_strangers_are_only_text() -> None:
    pages = [render(view) for view in company_views(small())]
    assert not any(SCRIPT in page for page in pages)
    assert any("&lt;script&gt;" in page for page in pages)
    assert all(
        "script" not in page.replace("&lt;script&gt;", "").replace("&lt;/script&gt;", "") for page in pages
    )


def test_an_unnamed_partner_s_goods_do_not_name_it() -> None:
    """Its own words are withheld where they do; what other companies sell too is shown."""
    partner = view_of(small(), "KZ-0000").partners[0].identifier
    listing = Listing(partner, "need", 0, "wheat for Daehan Grain mills", "1001")
    made = changed(
        small(), partner, needs=(listing, replace(listing, position=1, text="pumps and grain dryers"))
    )
    pairs = tuple(
        replace(x, lines=(replace(x.lines[0], need=listing),)) if (x.a, x.b) == ("KZ-0000", partner) else x
        for x in made.introductions
    )
    made = shared(replace(made, introductions=pairs), anonymous=True, key=KEY)
    [shown] = [x for x in view_of(made, "KZ-0000").partners if x.place == 1]
    assert (shown.name, shown.identifier, shown.city) == (None, "", "")
    assert shown.lines[0].theirs == ""
    assert shown.needs == ("pumps and grain dryers",)
    assert "HS 1001" in render(view_of(made, "KZ-0000"))
    named = view_of(accepted_by_both(made), "KZ-0000").partners[0]
    assert (named.identifier, named.lines[0].theirs) == (partner, listing.text)


def test_the_company_s_own_answer_is_shown_and_the_partner_s_is_not() -> None:
    partner = view_of(small(), "KZ-0000").partners[0].identifier
    made = answered(small(), ("b", partner, "KZ-0000", True))
    assert render(view_of(made, "KZ-0000")) == render(view_of(small(), "KZ-0000"))
    declined = answered(small(), ("b", partner, "KZ-0000", False))
    assert render(view_of(declined, "KZ-0000")) == render(view_of(small(), "KZ-0000"))
    own = changed(answered(small(), ("a", "KZ-0000", partner, True)), "KZ-0000", contact_language="en")
    assert "You accepted on 27 February 2026." in render(view_of(own, "KZ-0000"))


def test_without_consent_the_council_introduces() -> None:
    made = changed(accepted_by_both(consenting(small(), consent=False)), "KZ-0000", contact_language="en")
    assert "its contact is not passed on" in render(view_of(made, "KZ-0000"))


def test_a_letter_is_a_message_with_its_sheet_and_answers(tmp_path: Path) -> None:
    made = changed(small(), "KZ-0000", contact_name="Асель Тестова", contact_language="ru")
    write_sending(made, tmp_path)
    folder = tmp_path / FOLDER / "a-KZ-0000"
    letter = message((folder / "letter.eml").read_bytes())
    assert letter["From"] == "Council <office@council.example>"
    assert letter["To"] == "Асель Тестова <office@kz-0000.example>"
    assert letter["Date"].datetime.date() == made.on
    assert "Altyn Dala" in letter["Subject"]
    [text, sheet, answers] = list(letter.walk())[1:]
    assert text.get_content_type() == "text/plain"
    assert "Здравствуйте, Асель Тестова!" in text.get_content()
    assert (sheet.get_filename(), answers.get_filename()) == ("sheet.html", "answers.xlsx")
    for part in (sheet, answers):
        assert part.get_payload(decode=True) == (folder / str(part.get_filename())).read_bytes()
    assert max(map(len, (folder / "letter.eml").read_bytes().split(b"\r\n"))) <= 998


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("office@x.example", "office@x.example"),
        ("тел. 123; office@x.example, b@x.example", "office@x.example"),
        ("Office <office@x.example>", "office@x.example"),
        ("", ""),
        ("n/a", ""),
        ("@", ""),
        ("почта@пример.рф", ""),
        ("a@x.example\r\nBcc: all@x.example", "a@x.example"),
    ],
)
def test_a_letter_goes_to_an_address_that_can_be_used_or_to_nobody(cell: str, address: str) -> None:
    made = changed(small(), "KZ-0000", email=cell, contact_name="A\r\nBcc: b@x.example")
    letter = introduction_letter(view_of(made, "KZ-0000"), read_letters(None), ("KZ", "KR"))
    assert letter.address == address
    read = message(encoded(letter))
    assert read["Bcc"] is None
    assert (read["To"] is None) == (not address)
    assert recipient(Company("x", "X", "KZ")) == ""


def test_a_letter_without_a_sender_says_so() -> None:
    view = view_of(shared(small(), sender=""), "KZ-0000")
    assert message(encoded(introduction_letter(view, read_letters(None), ("KZ", "KR"))))["From"] == NOBODY


def test_the_table_for_mail_merge_runs_nothing(tmp_path: Path) -> None:
    made = changed(small(), "KZ-0000", contact_name="=1+1", email="+7@x.example")
    write_sending(made, tmp_path)
    data = (tmp_path / FOLDER / "letters.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [x["company"] for x in rows] == [x.company.external_id for x in company_views(made)]
    assert (rows[0]["contact"], rows[0]["email"]) == ("'=1+1", "'+7@x.example")
    assert all((tmp_path / x["folder"]).is_dir() for x in rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_the_same_outcome_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("1", "2"):
        write_sending(small(), tmp_path / name)
    assert files_in(tmp_path / "1") == files_in(tmp_path / "2")


def test_an_identifier_makes_a_folder_of_its_own_wherever_it_points(tmp_path: Path) -> None:
    made = small()
    bad = "../../KZ:0*?"
    pairs = tuple(replace(x, a=bad) if x.a == "KZ-0000" else x for x in made.introductions)
    made = replace(changed(made, "KZ-0000", external_id=bad), introductions=pairs)
    write_sending(made, tmp_path / "out")
    assert (tmp_path / "out" / FOLDER / FileNames(made)("a", bad) / "sheet.html").is_file()
    assert [x.name for x in tmp_path.iterdir()] == ["out"]


def test_an_outcome_that_would_show_a_forbidden_pair_writes_nothing(tmp_path: Path) -> None:
    made = small()
    barred = replace(made.barred[0], a=made.introductions[0].a, b=made.introductions[0].b)
    with pytest.raises(BrokenOutcome):
        write(replace(made, barred=(barred,)), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_stands_in_the_way_of_letters_is_counted() -> None:
    made = shared(changed(small(), "KZ-0000", contact_language="kk", email=""), sender="")
    made = changed(made, "KZ-0001", contact_language="ru")
    found = sending_numbers(made)
    assert (found.companies, found.fell_back, found.without_address, found.sender) == (15, 14, 1, False)
    assert found.by_language == {"ko": 7, "ru": 8}
    assert len(found.doubts) == 3
    held = next(x for x in made.introductions if x.held)
    both = answered(made, ("a", held.a, held.b, True), ("b", held.b, held.a, True))
    assert sending_numbers(both).lost == ((held.a, held.b),)
