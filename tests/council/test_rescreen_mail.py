"""The re-screening as a mail: one whole message, the worst first, nobody in the subject, nothing smuggled in."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from svat.corridor.model import Corridor
from svat.council.rescreen_mail import TO_DO, mail
from svat.council.screening import Rescreened
from svat.law.model import Finding
from svat.law.screening.rescreen import Turned
from svat.refusals import UnusableInput
from svat.sides import Side

CORRIDOR = Corridor("KZ", "KR", name="Казахстан – 한국")
FOUND = Finding("DEMO-OFAC 1", "US", "list", "said in a list", "exact", "barred")
TURNED = (
    Turned("a", "KZ-1", "same", (), ()),
    Turned("a", "KZ-2", "no longer listed", (), (FOUND,)),
    Turned("b", "KR-1", "newly hit", (FOUND,), (), ("DEMO-OFAC 1: name added: 'X'",)),
)
NAMES: dict[tuple[Side, str], str] = {
    ("a", "KZ-2"): "ТОО «Пример»",
    ("b", "KR-1"): "(주)보기\r\nBcc: other@evil.example",
}


def read(found: Rescreened, to: str = "desk@chamber.example") -> EmailMessage:
    message = message_from_bytes(mail(found, CORRIDOR, to), policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def rescreened(*turned: Turned, problems: tuple[str, ...] = ()) -> Rescreened:
    return Rescreened((date(2026, 11, 15), date(2026, 11, 16)), turned, problems, 0, NAMES)


def test_it_is_one_message_with_the_worst_first() -> None:
    message = read(rescreened(*TURNED))
    assert message["to"] == "desk@chamber.example"
    assert message["subject"] == "ACT: svat Казахстан – 한국: 1 newly hit, 1 no longer listed"
    text = message.get_content()
    assert text.index("NEWLY HIT") < text.index("NO LONGER LISTED")
    assert TO_DO["newly hit"] in text
    assert "ТОО «Пример»" in text
    assert "entry changed: DEMO-OFAC 1: name added: 'X'" in text
    assert "KZ-1" not in text


def test_no_company_stands_in_a_header_and_none_adds_one() -> None:
    message = read(rescreened(*TURNED))
    assert set(message.keys()) == {
        *("To", "Subject", "Auto-Submitted", "Content-Type", "Content-Transfer-Encoding", "MIME-Version")
    }
    assert "KR-1" not in message["subject"]


@pytest.mark.parametrize(
    ("turned", "problems", "subject"),
    [
        (TURNED[:1], (), "svat Казахстан – 한국: nothing turned"),
        (TURNED[:2], (), "svat Казахстан – 한국: 1 no longer listed"),
        (TURNED[:1], ("on 2026-11-16: stale",), "ACT: svat Казахстан – 한국: the lists clear nobody"),
    ],
)
def test_the_subject_says_whether_to_act(
    turned: tuple[Turned, ...], problems: tuple[str, ...], subject: str
) -> None:
    message = read(rescreened(*turned, problems=problems))
    assert message["subject"] == subject
    assert all(problem in message.get_content() for problem in problems)


def test_the_same_screening_gives_the_same_bytes_and_plain_letters() -> None:
    one, two = (mail(rescreened(*TURNED), CORRIDOR, "desk@chamber.example") for _ in range(2))
    assert one == two
    assert one.isascii()
    assert max(map(len, one.splitlines())) < 998


@pytest.mark.parametrize("to", ["", "nobody", "a@b.example\nBcc: c@d.example", "<>", "a b"])
def test_what_is_no_address_is_refused(to: str) -> None:
    with pytest.raises(UnusableInput, match="no mail address"):
        mail(rescreened(*TURNED), CORRIDOR, to)
