"""The application to test: one database for a worker of the tests, put back after each test that asks for it.

`SVAT_TEST_DATABASE` puts the same tests on PostgreSQL; tests/web/test_postgres.py runs them there on a real server.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from filelock import FileLock
from tests.tools import headless
from tests.web.begun import founded
from tests.web.kept_state import keep, put_back

django = pytest.importorskip("django", reason="needs svat[web]: the development packages have it")


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An installation's folder, with the application loaded and its database made."""
    folder = tmp_path_factory.mktemp("installation")
    os.environ |= {"SVAT_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "svat.web.settings"}
    os.environ.setdefault("SVAT_URL", "http://127.0.0.1:8000")
    os.environ.pop("DATABASE_URL", None)  # whatever is there: tests empty the database that they are given
    if "SVAT_TEST_DATABASE" in os.environ:
        os.environ["DATABASE_URL"] = os.environ["SVAT_TEST_DATABASE"]
    django.setup()
    from django.conf import settings
    from django.db import connection, connections
    from django.test.utils import setup_test_environment, teardown_test_environment

    from svat.web.database import FILE
    from svat.web.keeping.migrating import migrate

    # A hash that takes no time: how slow the real one is, is not what these tests ask.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Tests hold many connections in one process, which a pool for eight requests does not have.
    connections.databases["default"].get("OPTIONS", {}).pop("pool", None)
    setup_test_environment(debug=False)
    if connection.vendor == "sqlite":
        options: Any = connection.settings_dict["OPTIONS"]
        options["init_command"] += " PRAGMA synchronous=OFF;"  # no machine fails amid these tests
        shutil.copyfile(_made_once(tmp_path_factory, folder), folder / FILE)
    else:
        migrate(folder)
    yield folder
    connections.close_all()
    teardown_test_environment()


def _made_once(factory: pytest.TempPathFactory, folder: Path) -> Path:
    """An empty database with its tables, which the first of the workers makes for all."""
    from django.db import connections

    from svat.web.database import FILE
    from svat.web.keeping.migrating import migrate

    place = factory.getbasetemp()
    made = (place.parent if "PYTEST_XDIST_WORKER" in os.environ else place) / "empty.sqlite3"
    with FileLock(made.with_suffix(".lock")):
        if not made.exists():
            migrate(folder)
            connections.close_all()
            shutil.copyfile(folder / FILE, made)
    return made


@pytest.fixture
def begun(installation: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], None]:
    """Makes an installation's folder whose database has its tables already, as `svat serve` would make them."""

    from svat.web.database import FILE

    def made(folder: Path) -> None:
        folder.mkdir()
        shutil.copyfile(_made_once(tmp_path_factory, installation), folder / FILE)

    return made


@pytest.fixture(scope="session")
def emptied(installation: Path) -> Callable[[], None]:
    """Puts the database back to what it was when its tables were made."""
    from django.db import connection

    connection.ensure_connection()
    if connection.vendor == "sqlite":
        made = sqlite3.connect(":memory:")
        connection.connection.backup(made)

        def copied() -> None:
            connection.ensure_connection()
            made.backup(connection.connection)

        return copied
    place = keep()
    return lambda: put_back(place)


@pytest.fixture
def site(installation: Path, emptied: Callable[[], None]) -> Iterator[Path]:
    """The same with an empty database."""
    yield installation
    from django.core import mail
    from django.db import connections

    mail.outbox.clear()
    emptied()
    connections.close_all()


@pytest.fixture
def council(site: Path) -> Any:
    """A council with the demo's corridor and an officer: the officer's member."""
    return founded()


@pytest.fixture
def browser_of() -> Callable[..., Any]:
    """A client signed in as a member."""
    from django.test import Client

    from svat.web.middleware import ACTING

    def made(member: Any = None, **given: Any) -> Client:
        client = Client(**given)
        if member is not None:
            client.force_login(member.user)
            session = client.session
            session[ACTING] = member.key
            session.save()
        return client

    return made


@pytest.fixture
def members(council: Any) -> dict[str, Any]:
    """One member of every role but a company's."""
    from allauth.account.models import EmailAddress

    from svat.web.people.models import ROLES, Member, User

    made = {"officer": council}
    for role in ROLES:
        if role not in ("officer", "company"):
            user = User.objects.create_user(f"{role}@example.org", "correct horse battery", name=role)
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
            made[role] = Member.objects.create(user=user, role=role)
    return made


@pytest.fixture
def run_svat(installation: Path) -> Iterator[Callable[..., Any]]:
    """The command line over the same installation: its result."""
    import logging.config

    from django.conf import settings
    from typer.testing import CliRunner

    from svat.cli import app

    yield lambda *arguments: CliRunner().invoke(app, list(arguments))
    logging.config.dictConfig(settings.LOGGING)  # the command's own output is closed by now


@pytest.fixture
def django_queries() -> Callable[[Callable[[], Any]], int]:
    """How many queries something takes."""

    def counted(do: Callable[[], Any]) -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as found:
            do()
        return len(found)

    return counted


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for a file's tests; skips by name where it or Playwright is not there."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs Playwright")
    found = headless()
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # a browser that is driven is a loop that runs
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Unheard(WSGIRequestHandler):
    """A server's handler that writes no line for each request."""

    def log_message(self, *args: Any) -> None:
        """Nothing."""
        del args


class _AtOnce(ThreadingMixIn, WSGIServer):
    """A browser opens connections ahead of need: one that says nothing yet must not keep the others waiting."""

    daemon_threads = True

    def close_request(self, request: Any) -> None:
        """The end of a thread: its connection to the database goes with it."""
        from django.db import connections

        connections.close_all()
        super().close_request(request)


@contextmanager
def serving() -> Iterator[str]:
    """The application served by threads of this process; gives the address of its first page."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    trusted = settings.CSRF_TRUSTED_ORIGINS
    application = get_wsgi_application()
    with make_server("127.0.0.1", 0, application, server_class=_AtOnce, handler_class=Unheard) as server:
        origin = f"http://127.0.0.1:{server.server_port}"
        settings.CSRF_TRUSTED_ORIGINS = [origin]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield origin
        finally:
            server.shutdown()
            thread.join()
            settings.CSRF_TRUSTED_ORIGINS = trusted


@pytest.fixture
def address(installation: Path) -> Iterator[str]:
    """The application served by this process."""
    with serving() as origin:
        yield origin
