"""The audit log: one line whatever happens at once, nothing without a change, verified inside and out."""

from __future__ import annotations

import ast
import json
import threading
from pathlib import Path
from typing import Any

import pytest
from tests.tools import ROOT, nodes_of

pytestmark = pytest.mark.usefixtures("site")
WEB = ROOT / "src/svat/web"

# A1: where records are written. Actions, and helpers that stand beside them and that actions and jobs call.
WRITING = {"create", "bulk_create", "update", "bulk_update", "save", "delete", "get_or_create", "update_or_create",
           "raw", "execute", "executemany"}  # fmt: skip
ACTIONS = "actions.py"
HELPERS = {
    "audit/append.py": "the entry itself",
    "actions.py": "`take`, for actions",
    "jobs/queue.py": "the queue's own rows",
    "jobs/one.py": "what a job says of itself",
    "jobs/progress.py": "how far a job is",
    "people/models.py": "the manager that makes users, for actions",
    "people/founding.py": "actions",
    "people/factors.py": "actions",
    "people/forgetting.py": "an action",
    "people/sessions.py": "sessions, for actions",
    "people/outbox.py": "mails that wait",
    "people/sending.py": "a job",
    "lists/changing.py": "what changed, for a job",
    "lists/records.py": "what the worker remembers of lists",
    "matching/publishing.py": "what becomes of introductions, for actions and a job",
    "matching/records.py": "what the worker keeps of runs",
    "review/case_files.py": "a folder's case file taken in",
    "review/hits.py": "one hit's record, for a job and for actions",
    "rolls/batches.py": "records of a batch with their history, for a job",
    "rolls/carrying.py": "a whole corridor taken in, into nothing",
    "rolls/finishing.py": "the end of a job",
    "rolls/likely.py": "pairs that may be one company, for a job",
    "rolls/name_index.py": "an index, which holds no record",
    "keeping/copies.py": "backups read and write whole databases",
    "keeping/migrating.py": "the database before it is there",
    "health.py": "asks whether the database answers",
}
# Methods of the same names that write no record.
_OTHERS = {"hashlib", "digest", "globals", "Counter"}


def writes(module: Path) -> list[int]:
    """Lines of a module that write records."""
    found = []
    for node in nodes_of(module):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        of = ast.unparse(node.func.value)
        ours = node.func.attr in WRITING and of.split("(")[0].split(".")[0] not in _OTHERS
        if ours and ("objects" in of or "_base_manager" in of or node.func.attr in WRITING - {"update"}):
            found.append(node.lineno)
    return found


def test_records_are_written_by_actions_and_named_helpers_alone(site: Path) -> None:
    wrong, seen = {}, set()
    for module in sorted(WEB.rglob("*.py")):
        name = module.relative_to(WEB).as_posix()
        if "/migrations/" in name or name.endswith((f"/{ACTIONS}", f"_{ACTIONS}")):
            continue
        if lines := writes(module):
            seen.add(name)
            if name not in HELPERS and not _is_a_job(module):
                wrong[name] = lines
    assert wrong == {}
    assert {"audit/append.py", "people/outbox.py", "jobs/queue.py"} <= seen  # they were looked for


def _is_a_job(module: Path) -> bool:
    """Whether it is the work of a job."""
    from svat.web.jobs.work import KINDS

    return any(module.relative_to(ROOT / "src").with_suffix("").as_posix().replace("/", ".") == of.split(":")[0]
               for of in KINDS.values())  # fmt: skip


def test_the_static_test_finds_what_it_looks_for(tmp_path: Path) -> None:
    cases = {
        "Member.objects.filter(pk=1).update(role='x')": True,
        "Member.objects.create(role='x')": True,
        "made.save()": True,
        "row.delete()": True,
        "X._base_manager.all().update(a=1)": True,
        "cursor.execute('DELETE')": True,
        "given.update(a=1)": False,
        "os.environ.update(a='b')": False,
    }
    for number, (line, found) in enumerate(cases.items()):
        file = tmp_path / f"views{number}.py"  # what was read once is remembered
        file.write_text(line)
        assert bool(writes(file)) is found, line


# A4: many at once


def test_eight_at_once_make_one_line(council: Any) -> None:
    from django.db import connections

    from svat.web.actions import perform
    from svat.web.audit.append import head, links
    from svat.web.audit.chain import broken
    from svat.web.people.actions import ChangeProfile
    from svat.web.people.models import Member

    faults: list[Exception] = []
    gate = threading.Barrier(8)

    def one(number: int) -> None:
        try:
            gate.wait()
            for turn in range(6):
                member = Member.objects.select_related("user").get(pk=council.pk)
                perform(member, ChangeProfile(f"{number} {turn}", "en", keys_off=False))
        except Exception as error:  # noqa: BLE001 - whatever it is, the test says it
            faults.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert list(broken(links(), head())) == []
    assert head()[0] == 1 + 8 * 6


# A6: nothing changed, nothing written


def test_there_is_no_entry_without_a_change(council: Any, browser_of: Any) -> None:
    from svat.web.audit.append import head

    client, before = browser_of(council), head()
    for _ in range(2):
        client.post("/profile/", {"person": "Olga", "language": "en"})
    assert head() == before
    client.post("/profile/", {"person": "Olga P.", "language": "en"})
    assert head()[0] == before[0] + 1


def test_a_form_sent_twice_is_one_entry(council: Any, browser_of: Any) -> None:
    from svat.web.audit.append import head
    from svat.web.people.models import Invitation

    client = browser_of(council)
    given = {"address": "kim@example.org", "role": "chair", "language": "en", "once": "k" * 27}
    answers = [client.post("/people/invite/", given) for _ in range(2)]
    assert [x["Location"] for x in answers] == ["/people/"] * 2
    assert (Invitation.objects.count(), head()[0]) == (1, 2)


def test_what_is_refused_leaves_neither_record_nor_entry(council: Any, browser_of: Any) -> None:
    from svat.web.audit.append import head
    from svat.web.people.models import Invitation

    before = head()
    given = {"address": "kim@example.org", "role": "company", "language": "en", "company": "none"}
    assert browser_of(council).post("/people/invite/", given).status_code == 422
    assert (Invitation.objects.count(), head()) == (0, before)


# Pages


def entries(browser: Any, query: str = "") -> list[int]:
    import re

    page = browser.get(f"/audit/{query}")
    assert page.status_code == 200, page.status_code
    return [int(x) for x in re.findall(r'<th class="n"><a href="/audit/(\d+)/"', page.content.decode())]


@pytest.fixture
def written(council: Any) -> Any:
    """A log of 250 entries by one officer."""
    from svat.web.actions import perform
    from svat.web.people.actions import ChangeProfile
    from svat.web.people.models import Member

    for number in range(249):
        member = Member.objects.select_related("user").get(pk=council.pk)
        perform(member, ChangeProfile(f"Olga {number}", "en", keys_off=False))
    return council


def test_the_log_is_paged_by_number_and_filtered(written: Any, browser_of: Any) -> None:
    from datetime import UTC, datetime

    client = browser_of(written)
    assert entries(client) == list(range(250, 150, -1))
    assert entries(client, "?before=151") == list(range(150, 50, -1))
    assert entries(client, "?before=51") == list(range(50, 0, -1))
    assert "Older entries" not in client.get("/audit/?before=51").content.decode()
    assert entries(client, "?action=found+council") == [1]
    assert entries(client, "?who=server") == [1]
    assert entries(client, f"?about=member:{written.key}") == [1]
    assert (
        entries(client, f"?about=member:{written.key[:8]}") == []
    )  # a whole object, not the beginning of one
    assert len(entries(client, f"?day={datetime.now(UTC):%Y-%m-%d}")) == 100
    assert entries(client, "?day=2001-01-01") == []
    assert len(entries(client, "?day=x")) == 100
    assert client.get("/audit/?before=x").status_code == 400
    assert client.get("/audit/?who=%00").status_code == 200
    page = client.get("/audit/250/").content.decode()
    assert "Olga 247" in page
    assert "Olga 248" in page
    assert client.get("/audit/251/").status_code == 404
    assert client.get(f"/audit/{10**30}/").status_code == 404


@pytest.mark.parametrize(
    ("role", "sees"), [("officer", True), ("auditor", True), ("chair", True), ("reviewer", False)]
)
def test_who_reads_the_log(members: dict[str, Any], browser_of: Any, role: str, sees: bool) -> None:
    client = browser_of(members[role])
    for page in ("/audit/", "/audit/1/", "/audit/verify/"):
        assert (client.get(page).status_code == 200) is sees, page


def tampered() -> dict[str, Any]:
    from svat.web.audit.models import AuditEntry, AuditWords, Head

    def cut() -> None:
        AuditWords.objects.filter(entry=5).delete()
        AuditEntry.objects.filter(number=5).delete()

    return {
        "entry 3: was changed": lambda: AuditEntry.objects.filter(number=3).update(member="member 99"),
        "entry 4: its words were changed": lambda: AuditWords.objects.filter(entry=4).update(text="{}"),
        "entry 2: rests on another entry": lambda: AuditEntry.objects.filter(number=2).update(
            before="1" * 64
        ),
        "its head says": lambda: Head.objects.update(number=9),
        "the chain ends with entry 4": cut,
    }


@pytest.mark.parametrize("said", ["entry 3: was changed", "entry 4: its words were changed",
                                  "entry 2: rests on another entry", "its head says",
                                  "the chain ends with entry 4"])  # fmt: skip
def test_each_break_is_said_in_the_page_and_from_outside(
    council: Any, browser_of: Any, run_svat: Any, tmp_path: Path, said: str
) -> None:
    from django.conf import settings

    from svat.web.actions import perform
    from svat.web.people.actions import ChangeProfile
    from svat.web.people.models import Member

    for number in range(4):
        member = Member.objects.select_related("user").get(pk=council.pk)
        perform(member, ChangeProfile(f"Olga {number}", "en", keys_off=False))
    client = browser_of(council)
    folder, log = str(settings.FOLDER), tmp_path / "log.jsonl"

    def verified(what: str, *more: str) -> tuple[int, str]:
        done = run_svat("audit", "verify", what, *more)
        return done.exit_code, " ".join(done.output.split())

    assert "The chain holds" in client.get("/audit/verify/").content.decode()
    code, text = verified(folder)
    assert code == 0, text
    noted = f"5:{text.split()[-1]}"
    tampered()[said]()
    page = client.get("/audit/verify/").content.decode()
    assert "The chain does not hold" in page
    assert said in page
    code, text = verified(folder)
    assert (code, said in text) == (1, True), text
    words = ["--words"] if "words" in said else []
    assert run_svat("audit", "export", folder, str(log), *words).exit_code == 0
    code, text = verified(str(log))
    assert code == 1, text
    assert noted.startswith("5:")


def test_an_exported_log_is_verified_with_nothing_but_itself(
    council: Any, run_svat: Any, tmp_path: Path
) -> None:
    from django.conf import settings

    log = tmp_path / "log.jsonl"
    folder = str(settings.FOLDER)
    assert run_svat("audit", "export", folder, str(log)).exit_code == 0
    assert "Olga" not in log.read_text()
    assert run_svat("audit", "verify", str(log)).exit_code == 0
    *lines, head = log.read_text().splitlines()
    number, digest = json.loads(head)["head"]
    for noted, code in (
        (f"{number}:{digest}", 0),
        (f"{number}:{digest[:8]}", 0),
        (f"{number}:{'0' * 64}", 1),
        ("x", 2),
    ):
        done = run_svat("audit", "verify", str(log), "--noted", noted)
        assert (done.exit_code or 0) == code or (code == 2 and done.exception), noted
    log.write_text("\n".join(lines))
    done = run_svat("audit", "verify", str(log))
    assert done.exit_code != 0
    log.write_text("not a log\n")
    assert run_svat("audit", "verify", str(log)).exit_code != 0


# Logs


def test_what_is_logged_says_nothing_of_persons(members: dict[str, Any], browser_of: Any) -> None:
    import io
    import logging

    from svat.web.logs import LogLines
    from svat.web.people.models import OutboxMail

    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LogLines())
    loggers = [
        logging.getLogger(name) for name in ("svat", "svat.web", "", "django.request", "django.security")
    ]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        officer = browser_of(members["officer"], raise_request_exception=False)
        officer.post("/people/invite/", {"address": "kim@example.org", "role": "chair", "language": "en"})
        mails = " ".join(OutboxMail.objects.values_list("text", flat=True))
        for page in ("/people/?q=kim@example.org", "/invitation/secret-token-1234", "/audit/?about=olga@example.org",
                     "/account/password/reset/key/1-secrettoken/", "/nothing/kim@example.org",
                     "/audit/9999/"):  # fmt: skip
            officer.get(page)
        officer.post("/account/sign-in/", {"login": "olga@example.org", "password": "hunter2 hunter2"})
        browser_of().post("/account/sign-in/", {"login": "olga@example.org", "password": "hunter2 hunter2"})
        browser_of().get("/today/", headers={"host": "kim@example.org"})
        logging.getLogger("svat.web").error(
            "x", extra={"kind": "y", "name_of": "Olga", "address": "kim@example.org"}
        )
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
    text = stream.getvalue()
    assert text.count("\n") > 8
    for line in text.splitlines():
        json.loads(line)
    for word in ("kim", "olga", "Olga", "@", "token", "hunter2", "secret", "q=", mails[:20] or "zzzz"):
        assert word not in text, (word, [x for x in text.splitlines() if word in x])
