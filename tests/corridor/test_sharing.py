"""[sharing] of a corridor file: what companies get to know of each other; each wrong value refused by its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from svat.corridor.file import load
from svat.corridor.model import Sharing
from svat.refusals import UnusableInput

HEAD = 'a = "KZ"\nb = "KR"\n'


def read(tmp_path: Path, text: str) -> Sharing:
    path = tmp_path / "corridor.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return load(path).sharing


def test_nothing_of_it_needs_to_be_there(tmp_path: Path) -> None:
    assert read(tmp_path, "") == Sharing() == read(tmp_path, "[sharing]\n")


def test_all_of_it(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    found = read(
        tmp_path,
        '[sharing]\nanonymous = true\nkey = "sixteen or more letters"\nlanguage_a = "ru"\nlanguage_b = "ko"\n'
        'letters = "letters"\nfrom = "Совет, Астана <office@example.org>"\n',
    )
    assert (found.anonymous, found.language("a"), found.language("b")) == (True, "ru", "ko")
    assert found.letters == tmp_path / "letters"
    assert "office@example.org" in found.sender


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[sharing]\nanonymous = true\n", 3, "key: needs at least 16 characters"),
        ('[sharing]\nkey = "short"\n', 4, "key: needs at least 16 characters"),
        ('[sharing]\nanonymous = "yes"\n', 4, "anonymous: must be true or false"),
        ('[sharing]\n\nlanguage_b = "kk"\n', 5, "must be a language that svat speaks (en, ru, ko), not 'kk'"),
        ('[sharing]\nletters = "nowhere"\n', 4, "there is no folder"),
        ('[sharing]\nletters = ""\n', 4, "there is no folder"),
        ('[sharing]\nfrom = "office"\n', 4, "must be an address such as Council <office@example.org>"),
        ('[sharing]\nfrom = "A <a@b.example>, B <b@b.example>"\n', 4, "must be an address"),
        ("[sharing]\nanonymus = true\n", 4, "unknown key; did you mean anonymous?"),
        ("sharing = 1\n", 3, "must be a table [sharing]"),
    ],
)
def test_what_is_wrong_is_refused_by_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    with pytest.raises(UnusableInput) as error:
        read(tmp_path, text)
    assert f"corridor.toml: line {line}: " in str(error.value)
    assert said in str(error.value)
