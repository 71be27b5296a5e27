"""letter.eml: what any mail program reads in it, whatever stands in names and subjects."""

from __future__ import annotations

import email
import email.policy
import hashlib
from datetime import UTC, date, datetime, time
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svat.report.introductions.sending.letter import Letter
from svat.report.introductions.sending.message import encoded

DAY = date(2026, 2, 27)
FILES = (("sheet.html", "<p>письмо\r\n".encode() * 300), ("answers.xlsx", bytes(range(256)) * 31))
# Display names and subjects, in all scripts and lengths.
TEXTS = (
    "Plain Trading Ltd",
    "A very long name of a company that trades in everything under the sun and a little more than that Ltd",
    'O\'Neill & Sons, "Trading" (Pte)',
    "ТОО «Алтын Дала»",
    "Товарищество с ограниченной ответственностью «Северо-Казахстанский элеватор имени Первого мая»",
    "(주)한빛정밀",
    "Beodeuldam Trading Co., Ltd. 귀하께 소개해 드리는 카자흐스탄 파트너",
    "주식회사 대한 무역 상사 그리고 아주 긴 이름을 가진 회사의 수출입 담당 부서",
    "São Paulo Comércio Exterior",
    "中国机械工业集团有限公司",
    "Қарағанды =?utf-8?q?x?= Ltd",
    "=?utf-8?b?0J/QsA==?=",
    "a" * 200,
    "я" * 200,
)


def letter(name: str, subject: str, address: str = "office@company.example", body: str = "Тело\n") -> Letter:
    return Letter(
        str(Address(name, addr_spec=address)), "Council <o@council.example>", "ru", subject, body, DAY
    )


def said(header: str) -> str:
    """A header's text as RFC 2047 has it read: the library's own reading puts spaces into long names."""
    return str(make_header(decode_header(header)))


def check(made: Letter, name: str, address: str) -> None:
    data = encoded(made, FILES)
    read = email.message_from_bytes(data, policy=email.policy.compat32)
    to, subject = (" ".join(read[header].split("\r\n ")) for header in ("To", "Subject"))
    assert parseaddr(to)[1] == address
    assert said(parseaddr(to)[0]) == name
    assert said(subject) == made.subject
    head = data.partition(b"\r\n\r\n")[0]
    assert head.isascii()
    assert all(len(line) <= 78 for line in head.split(b"\r\n") if b"=?" in line)


@pytest.mark.parametrize("name", TEXTS)
def test_names_and_subjects_are_read_as_they_are(name: str) -> None:
    check(letter(name, f"Partners: {name}"), name, "office@company.example")
    check(letter(name, name, "a" * 60 + "@company.example"), name, "a" * 60 + "@company.example")


_WORDS = st.text(st.sampled_from("abz019-.,()\"'«»&=?_ абвяқңһ한빛무역中国é"), min_size=1, max_size=90).map(
    lambda text: " ".join(text.split())
)


@given(_WORDS.filter(bool), _WORDS.filter(bool))
def test_any_name_and_subject_are(name: str, subject: str) -> None:
    check(letter(name, subject), name, "office@company.example")


@pytest.mark.parametrize("files", [(), FILES[:1], FILES])
@pytest.mark.parametrize(
    "body", ["Dear all\n", "Тело\n\nписьма", "한빛\r\n" * 500, "x\ud800\n", "one\rtwo\n"]
)
def test_the_rest_is_what_the_library_would_write(files: tuple[tuple[str, bytes], ...], body: str) -> None:
    made = letter("Plain", "Partners", body=body)
    expected = EmailMessage(policy=SMTP)
    expected["From"], expected["To"], expected["Subject"] = made.sender, made.to, made.subject
    expected["Date"] = format_datetime(datetime.combine(DAY, time(), UTC))
    expected["X-Unsent"] = "1"
    expected["Content-Language"] = "ru"
    expected.set_content(body.encode("utf-8", "backslashreplace").decode(), cte="base64")
    kinds = {
        "html": ("text", "html"),
        "xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    }
    for name, data in files:
        kind, subkind = kinds[name.rpartition(".")[2]]
        expected.add_attachment(data, maintype=kind, subtype=subkind, filename=name)
    if files:
        expected.set_boundary(f"svat-{hashlib.sha256(body.encode('utf-8', 'replace')).hexdigest()[:32]}")
    assert encoded(made, files) == expected.as_bytes()
