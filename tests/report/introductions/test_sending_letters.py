"""The letters' templates: svat's own in three languages, the office's in their place, and what is wrong with one."""

from __future__ import annotations

from pathlib import Path

import pytest

from svat.refusals import UnusableInput
from svat.report.introductions.sending.letters import KINDS, WORDS, LetterKind, LetterTemplate, read_letters
from svat.wording import KNOWN

GOOD = "Subject: For {company}\n\nDear {contact},\n\n{news}\n\n{count} partners.\n"


@pytest.mark.parametrize("language", KNOWN)
@pytest.mark.parametrize("kind", KINDS)
def test_svat_has_every_letter_in_every_language(kind: LetterKind, language: str) -> None:
    words = {word: f"<{word}>" for word in WORDS[kind]}
    subject, body = read_letters(None).template(kind, language).filled(words)
    assert ("<country>" if "country" in WORDS[kind] else "<title>") in subject
    of_its_own = ("company", "count") if "count" in WORDS[kind] else ("list", "news", "place")
    for word in ("contact", "sender", *of_its_own):
        assert f"<{word}>" in body
    assert "{" not in subject + body


def test_an_office_s_letter_takes_the_place_of_svat_s_and_the_others_stay(tmp_path: Path) -> None:
    (tmp_path / "introduction.ru.txt").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    (tmp_path / "README.txt").write_text("ours {x}", encoding="utf-8")
    (tmp_path / ".introduction.ru.txt.swp").write_bytes(b"\0")
    found, own = read_letters(tmp_path), read_letters(None)
    assert found.template("introduction", "ru").subject == "For {company}"
    for language in ("en", "ko"):
        assert found.template("introduction", language) == own.template("introduction", language)
    assert found.template("reminder", "ru") == own.template("reminder", "ru")


def test_a_line_of_an_empty_word_falls_away_and_what_is_put_in_is_not_looked_at() -> None:
    words = {"company": "{contact} 7", "contact": "B\nC", "news": "", "count": "3"}
    template = LetterTemplate(
        "For {company} {contact}", "{news}\n\nDear {contact},\n\n{news}\n\n{count} {company}\n"
    )
    assert template.filled(words) == ("For {contact} 7 B C", "Dear B\nC,\n\n3 {contact} 7\n")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Dear {contact}\n", 1, "must be the letter's subject: Subject: …"),
        ("Subject:  \nDear\n", 1, "must be the letter's subject"),
        ("Subject: x\n", 2, "the letter says nothing"),
        (GOOD + "{Company}\n", 8, "a brace { without its word"),
        (GOOD + "a } b\n", 8, "a brace } without its word"),
        (GOOD + "{{ company }}\n", 8, "a brace { without its word"),
        (GOOD + "{since}\n", 8, "{since} is no word of this letter: there are {company}, "),
        ("Subject: {partner}\nx\n", 1, "{partner} is no word of this letter"),
        (GOOD + "{company.__class__}\n", 8, "a brace { without its word"),
    ],
)
def test_what_is_wrong_with_a_letter_is_refused_by_its_line(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    (tmp_path / "introduction.en.txt").write_text(text, encoding="utf-8")
    with pytest.raises(UnusableInput) as error:
        read_letters(tmp_path)
    assert str(error.value).startswith(f"{tmp_path / 'introduction.en.txt'}: line {line}: ")
    assert said in str(error.value)


@pytest.mark.parametrize(
    "name", ["introduction.kk.txt", "Letter.docx", "introduction.txt", "reminder.ru.txt.bak"]
)
def test_a_file_that_is_named_like_no_letter_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(GOOD, encoding="utf-8")
    with pytest.raises(UnusableInput, match="is named like no letter"):
        read_letters(tmp_path)


def test_a_letter_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "introduction.ru.txt").write_bytes("Subject: Тема\n\nтекст".encode("cp1251"))
    with pytest.raises(UnusableInput, match="line 1: is not UTF-8"):
        read_letters(tmp_path)
