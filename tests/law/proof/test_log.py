"""Law, proof, the log: whatever is done to it is found, and nothing is mended in silence."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.law.proof.samples import KEY, OTHER_KEY, SETTINGS, case, rules, unlisted, write_log

from svat.candidates.model import Candidate
from svat.law.ground import Law
from svat.law.proof.canonical import canonical, parsed, sha256
from svat.law.proof.chain import START, Writer
from svat.law.proof.document import Document
from svat.law.proof.document import documents as documents_of
from svat.law.proof.keys import SigningKey
from svat.law.proof.log import append, end_of, entries_of, read_exported, repair, verify
from svat.law.record.answers import Answer
from svat.law.record.case_file import CaseFile
from svat.refusals import UnusableInput
from svat.sides import Sides

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A sound log of five entries."""
    return write_log(tmp_path_factory.mktemp("log") / "whole.jsonl", 5)


@pytest.fixture
def log(tmp_path: Path, whole: bytes) -> Path:
    """A copy of it."""
    path = tmp_path / "log.jsonl"
    path.write_bytes(whole)
    return path


def _faults(path: Path, head: str | None = None, key: SigningKey = KEY) -> list[tuple[int, str]]:
    return [(fault.line, fault.reason) for fault in verify(path, key.public, head).faults]


def _heads(whole: bytes) -> list[str]:
    return [parsed(line)["hash"] for line in whole.splitlines()]


def test_a_log_as_it_was_written_is_sound(log: Path, whole: bytes) -> None:
    check = verify(log, KEY.public)
    assert (check.entries, check.faults) == (5, ())
    assert check.head.hash == _heads(whole)[-1]
    assert [entry.link.seq for entry in entries_of(log)] == [1, 2, 3, 4, 5]
    for head in _heads(whole):
        assert not _faults(log, head)


def test_the_same_verdicts_make_the_same_log(tmp_path: Path, whole: bytes) -> None:
    assert write_log(tmp_path / "again.jsonl", 5) == whole


def test_documents_come_out_as_they_went_in(log: Path) -> None:
    assert [entry.document.content for entry in entries_of(log)] == [x.content for x in unlisted(5)]


def test_what_documents_share_is_written_once(whole: bytes) -> None:
    parts = [[sha256(canonical(x)) for x in parsed(line)["parts"]] for line in whole.splitlines()]
    every = [digest for line in parts for digest in line]
    assert len(every) == len(set(every))
    assert len(parts[0]) > len(parts[1]) > 0


def test_what_is_on_record_travels_with_the_verdict(tmp_path: Path) -> None:
    item = case(None)
    pair = Candidate(item.a.external_id, item.b.external_id, item.lines)
    said = Answer("A1", "B1", "MEU-1", "no", "Invented Authority", date(2026, 1, 1), date(2026, 12, 31))
    law = Law(item.on, SETTINGS, rules(), None, CaseFile(answers=(said,)))
    rolls = Sides([item.a], [item.b])
    (verdict,) = law.verdicts([pair], rolls)
    made = list(documents_of([(pair, verdict)] * 2, law, rolls, item.basis, KEY))
    log = tmp_path / "log.jsonl"
    append(log, made, KEY)
    assert not _faults(log)
    first, second = entries_of(log)
    on_record = {
        "a": "A1", "b": "B1", "question": "MEU-1", "answer": "no", "answered_by": "Invented Authority",
        "answered_on": "2026-01-01", "valid_to": "2026-12-31",
    }  # fmt: skip
    assert first.document.case.record == second.document.case.record == {"answers": (on_record,)}
    assert log.read_bytes().count(b"Invented Authority") == 1


def test_a_flipped_byte_is_found_wherever_it_stands(tmp_path: Path) -> None:
    whole = write_log(tmp_path / "two.jsonl", 2)
    bits = random.Random(7)
    path = tmp_path / "flipped.jsonl"
    for place in range(0, len(whole), 3):  # a third is as telling as all
        flipped = bytearray(whole)
        flipped[place] ^= 1 << bits.randrange(8)
        path.write_bytes(flipped)
        assert _faults(path), f"byte {place}"


def test_every_flipped_bit_of_some_bytes_is_found(log: Path, whole: bytes) -> None:
    ends = [place for place, byte in enumerate(whole) if byte == ord("\n")]
    for place in {*random.Random(8).sample(range(len(whole)), 60), *ends, 0, len(whole) - 2}:
        for bit in range(8):
            flipped = bytearray(whole)
            flipped[place] ^= 1 << bit
            log.write_bytes(flipped)
            assert _faults(log), f"byte {place}, bit {bit}"


def _resealed(whole: bytes, key: SigningKey) -> bytes:
    """Line 2 changed, with a hash and a signature that fit it."""
    lines = whole.splitlines()
    body = parsed(lines[1])
    body["document"]["verdict"]["status"] = "clear"
    rest = canonical({k: v for k, v in body.items() if k not in ("hash", "signature")})
    lines[1] = canonical({**body, "hash": sha256(rest), "signature": key.sign(rest)})
    return b"\n".join(lines) + b"\n"


LINES = [
    # what is done to the lines, line of the first fault, words of it
    ("the first is removed", lambda x: x[1:], 1, "does not follow"),
    ("one is removed", lambda x: x[:2] + x[3:], 3, "does not follow"),
    ("two are swapped", lambda x: [x[0], x[2], x[1], *x[3:]], 2, "does not follow"),
    ("one is doubled", lambda x: [*x[:2], x[1], *x[2:]], 3, "does not follow"),
    ("an old one is added", lambda x: [*x, x[0]], 6, "does not follow"),
    ("an empty line is added", lambda x: [*x, b"\n"], 6, "is not what svat writes"),
    ("something else is put between", lambda x: [x[0], b"{}\n", *x[1:]], 2, "no line of the format"),
    ("lines end as on Windows", lambda x: [line[:-1] + b"\r\n" for line in x], 1, "is not what svat writes"),
    ("a space is put in", lambda x: [x[0].replace(b":", b": ", 1), *x[1:]], 1, "canonical"),
    ("the end of the last is cut", lambda x: [*x[:-1], x[-1][:-1]], 5, "not written to its end"),
    ("half of the last is cut", lambda x: [*x[:-1], x[-1][:400]], 5, "not written to its end"),
    ("everything is cut", lambda _: [], 0, "has no entry"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "line", "words"), [x[1:] for x in LINES], ids=[x[0] for x in LINES])
def test_lines_that_are_not_in_their_place_are_found(
    log: Path, whole: bytes, change: Callable[[list[bytes]], list[bytes]], line: int, words: str
) -> None:
    log.write_bytes(b"".join(change(whole.splitlines(keepends=True))))
    faults = _faults(log)
    assert faults[0][0] == line
    assert words in faults[0][1]


@pytest.mark.parametrize("kept", range(5))
def test_a_cut_end_is_found_by_the_head_alone(log: Path, whole: bytes, kept: int) -> None:
    lines = whole.splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:kept]))
    assert bool(_faults(log)) == (kept == 0)
    assert any("cut off" in reason for _, reason in _faults(log, _heads(whole)[-1]))


def test_a_line_sealed_anew_is_found_with_whatever_key(log: Path, whole: bytes) -> None:
    log.write_bytes(_resealed(whole, OTHER_KEY))
    assert _faults(log)[0] == (2, "its signature is not the key's")
    # even with the right key: the document keeps its own hash, and the next line that of this one
    log.write_bytes(_resealed(whole, KEY))
    faults = _faults(log)
    assert [line for line, _ in faults] == [2, 3]
    assert "does not follow" in faults[1][1]


def test_another_key_or_another_log_is_found(log: Path, whole: bytes, tmp_path: Path) -> None:
    faults = _faults(log, key=OTHER_KEY)
    assert len(faults) == 5
    assert OTHER_KEY.public.id in faults[0][1]
    # a whole log of other verdicts by the right key is as sound as the first; the head tells them apart
    other = tmp_path / "other.jsonl"
    append(other, unlisted(3), KEY)
    assert not _faults(other)
    assert _faults(other, _heads(whole)[-1])


def test_a_document_by_another_key_in_a_line_by_the_right_one_is_found(tmp_path: Path) -> None:
    (document,) = unlisted(1)
    content = {**document.content, "signature": OTHER_KEY.sign(b"whatever")}
    path = tmp_path / "log.jsonl"
    append(path, [Document(content)], KEY)
    assert _faults(path) == [(1, "its document the signature is not the key's")]


def test_a_log_grows_and_keeps_its_past(log: Path, whole: bytes) -> None:
    head = append(log, unlisted(2), KEY)
    assert log.read_bytes().startswith(whole)
    check = verify(log, KEY.public, _heads(whole)[-1])
    assert (check.entries, check.faults, check.head) == (7, (), head)


def test_nothing_to_add_adds_nothing(log: Path, whole: bytes) -> None:
    assert append(log, [], KEY).seq == 5
    assert log.read_bytes() == whole


def test_a_log_of_another_key_is_not_added_to(log: Path, whole: bytes) -> None:
    with pytest.raises(UnusableInput, match="another key"):
        append(log, unlisted(1), OTHER_KEY)
    assert log.read_bytes() == whole


BROKEN_ENDS = [b'{"document":', b"\0" * 4096, b"{", b'{"a":1}', b"\xff\xfe", b"x\n", b"\n"]


@pytest.mark.parametrize("tail", BROKEN_ENDS)
def test_a_half_written_end_stops_the_log_until_it_is_put_aside(log: Path, whole: bytes, tail: bytes) -> None:
    log.write_bytes(whole + tail)
    with pytest.raises(UnusableInput, match=r"last line: .*svat law log repair"):
        append(log, unlisted(1), KEY)
    assert log.read_bytes() == whole + tail  # refused, not mended
    assert _faults(log)[0][0] == 6
    aside = repair(log)
    assert aside is not None
    assert (log.read_bytes(), aside.read_bytes()) == (whole, tail)
    assert repair(log) is None
    append(log, unlisted(1), KEY)
    assert not _faults(log, _heads(whole)[-1])


def test_a_last_line_cut_anywhere_is_put_aside_whole(log: Path, whole: bytes) -> None:
    begin = whole[:-1].rfind(b"\n") + 1
    for cut in (begin + 1, begin + 300, len(whole) - 1):
        log.write_bytes(whole[:cut])
        aside = repair(log)
        assert aside is not None
        assert log.read_bytes() + aside.read_bytes() == whole[:cut]
        assert len(log.read_bytes()) == begin


def test_a_log_of_nothing_but_half_a_line(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_bytes(b'{"docu')
    with pytest.raises(UnusableInput, match="not written to its end"):
        end_of(log, KEY.public)
    repair(log)
    assert append(log, unlisted(1), KEY).seq == 1


@pytest.mark.parametrize("line", [2, 5])
def test_a_changed_log_is_not_repaired(log: Path, whole: bytes, line: int) -> None:
    lines = whole.splitlines(keepends=True)
    lines[line - 1] = lines[line - 1].replace("Пример".encode(), "Примет".encode())
    log.write_bytes(b"".join(lines))
    with pytest.raises(UnusableInput, match=rf"line {line}: .*restore the log from a copy"):
        repair(log)
    assert log.read_bytes() == b"".join(lines)


def test_a_file_that_is_there_is_not_written_over_by_repair(log: Path, whole: bytes) -> None:
    log.write_bytes(whole + b"{")
    (log.parent / f"log.jsonl.broken-6-{sha256(b'{')[:12]}").write_bytes(b"something else")
    with pytest.raises(UnusableInput, match="something else"):
        repair(log)
    assert log.read_bytes() == whole + b"{"


WRITER = """
import sys
from pathlib import Path
from tests.law.proof.samples import KEY, unlisted
from svat.law.proof.log import append
for document in unlisted(int(sys.argv[2])):
    append(Path(sys.argv[1]), [document], KEY)
"""
FULL = """
import resource, signal, sys
from pathlib import Path
from tests.law.proof.samples import KEY, unlisted
from svat.law.proof.log import append
from svat.refusals import UnusableInput
path = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
documents = unlisted(3)
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 500,) * 2)
try:
    append(path, documents, KEY)
except UnusableInput as error:
    print(error)
"""


def _start(program: str, *words: object) -> subprocess.Popen[bytes]:
    path = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    env = {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", program, *map(str, words)]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE)


def test_two_writers_at_once_take_turns(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    writers = [_start(WRITER, log, 6) for _ in range(2)]
    assert [(writer.communicate(timeout=120), writer.returncode)[1] for writer in writers] == [0, 0]
    check = verify(log, KEY.public)
    assert (check.entries, check.faults) == (12, ())


@pytest.mark.skipif(os.name != "posix", reason="limits of file size are POSIX")
def test_of_a_batch_that_does_not_fit_on_the_disk_nothing_stays(log: Path, whole: bytes) -> None:
    done = _start(FULL, log)
    printed, _ = done.communicate(timeout=120)
    assert done.returncode == 0
    assert b"cannot be written" in printed
    assert log.read_bytes() == whole


def test_a_log_in_no_folder_or_of_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="its folder is missing"):
        append(tmp_path / "no" / "log.jsonl", unlisted(1), KEY)
    with pytest.raises(UnusableInput, match="cannot be read"):
        verify(tmp_path / "no.jsonl", KEY.public)
    (tmp_path / "folder").mkdir()
    with pytest.raises(UnusableInput, match="cannot be read"):
        append(tmp_path / "folder", unlisted(1), KEY)


def test_a_part_that_is_not_there_is_named(tmp_path: Path) -> None:
    writer = Writer(KEY, end_of(tmp_path / "none", KEY.public))
    assert writer.last.hash == START
    first, second = unlisted(2)
    body = parsed(writer.line(first)[:-1])
    body["parts"] = body["parts"][1:]
    rest = canonical({k: v for k, v in body.items() if k not in ("hash", "signature")})
    line = canonical({**body, "hash": sha256(rest), "signature": KEY.sign(rest)}) + b"\n"
    log = tmp_path / "log.jsonl"
    log.write_bytes(line)
    assert "refers to a part" in _faults(log)[0][1]
    assert second.id != first.id


def test_an_exported_document_is_read_however_it_is_spaced(tmp_path: Path) -> None:
    (document,) = unlisted(1)
    path = tmp_path / "verdict.json"
    path.write_text(json.dumps(document.content, indent=2), encoding="utf-8")
    assert read_exported(path).content == document.content
    path.write_bytes(b"{")
    with pytest.raises(UnusableInput, match="no JSON"):
        read_exported(path)
