"""A council of nine companies at work: what its officer does by commands and in the files that companies send back."""

from __future__ import annotations

import shlex
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cached_property
from pathlib import Path

from tests.cli.councils import write_council
from tests.report.introductions.test_books import filled
from typer.testing import CliRunner

from svat.cli import app
from svat.wording import wording

FIRST, SECOND = date(2026, 3, 10), date(2026, 3, 17)
ROLL_A = """\
external_id,name,country,city,email,contact_name,contact_language,consent_share_contact,offers,hs_offers
A1,Пример Мёд,KZ,Астана,office@a1.example,Анна Примерова,ru,yes,honey,040900
A2,Пример Соты,KZ,Алматы,office@a2.example,,ru,,honey,040900
A3,Tobylzhar Meridien Suply Works,KZ,Астана,office@a3.example,,en,,honey,040900
A4,Пример Зерно,KZ,Костанай,office@a4.example,,ru,,wheat,100199
A5,Пример Уголь,KZ,Караганда,office@a5.example,,ru,,coal,270112
A6,Пример Схемы,KZ,Алматы,office@a6.example,,ru,,integrated circuits,854231
"""
ROLL_B = """\
external_id,name,name_latin,country,city,email,contact_name,contact_language,consent_share_contact,needs,hs_needs
B1,예시상사,Yesi,KR,서울,office@b1.example,김예시,ko,yes,honey; wheat,040900; 100199
B2,보기식품,Pogi,KR,부산,office@b2.example,이보기,ko,,honey; coal,040900; 270112
B3,예시전자,Yesi Chip,KR,서울,office@b3.example,,ko; en,,integrated circuits,854231
"""


class Office:
    """The council's folder, and what its two runs wrote: of 10 March, and of a week later with answers and a ruling."""

    def __init__(self, folder: Path) -> None:
        self.council = write_council(folder / "council")
        for name in ("case-file/rulings.jsonl", "wishes.csv", "decisions.csv"):
            (self.council / name).unlink()
        (self.council / "rolls/a/kz.csv").write_text(ROLL_A, encoding="utf-8")
        (self.council / "rolls/b/kr.csv").write_text(ROLL_B, encoding="utf-8")
        with (self.council / "corridor.toml").open("a", encoding="utf-8") as file:
            file.write('\n[sharing]\nfrom = "Council <office@council.example>"\n')

    def svat(self, *words: object) -> str:
        """What a command prints."""
        result = CliRunner().invoke(app, list(map(str, words)), catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    def match(self, on: date, *words: object) -> Path:
        """A run on a day into a folder of its own."""
        out = self.council / f"out-{on}"
        self.svat("match", "--council", self.council, "--on", on, "--out", out, *words)
        return out

    @cached_property
    def first(self) -> Path:
        """What the first run wrote."""
        return self.match(FIRST)

    def types(self, command: str, reason: str, by: str) -> str:
        """A command as a page shows it, with what it leaves to the officer filled in."""
        for capitals, word in (("COUNCIL", str(self.council)), ("WHY", reason), ("YOUR NAME", by)):
            command = command.replace(capitals, word)
        program, *words = shlex.split(command)
        assert program == "svat"
        return self.svat(*words)

    def returns(self, company: str, language: str, *answers: str) -> None:
        """A company fills in the answers that its letter brought, from the top, and sends them back."""
        said = wording(language)
        rows = [(said(answer), date(2026, 3, 12), None) for answer in answers]
        form = self.attached(company, "answers.xlsx")
        filled(form, language, rows, self.council / f"returned/{company}.xlsx")

    def letter(self, company: str) -> EmailMessage:
        """The first run's letter to a company."""
        found = message_from_bytes(
            (self.first / "to-send" / company / "letter.eml").read_bytes(), policy=default
        )
        assert isinstance(found, EmailMessage)
        return found

    def attached(self, company: str, name: str) -> bytes:
        """A file that the letter to a company brings."""
        [found] = [x for x in self.letter(company).iter_attachments() if x.get_filename() == name]
        content = found.get_payload(decode=True)
        assert isinstance(content, bytes)
        return content
