"""Checks of the settings: Django's own under https, and ours for policy, hosts and counters."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("installation")


def test_the_check_before_deployment_is_clean_under_https(tmp_path: Path) -> None:
    given = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "SVAT_URL", "SVAT_DIR")
    }
    given |= {
        "DJANGO_SETTINGS_MODULE": "svat.web.settings",
        "SVAT_URL": "https://svat.example.org",
        "SVAT_DIR": str(tmp_path),
        "SVAT_PROXIES": "1",
    }
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=given, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, "no issues (0 silenced)" in done.stdout) == (0, True), done.stdout + done.stderr


def policy(**changed: Any) -> dict[str, Any]:
    from django.conf import settings

    directives = dict(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])
    directives |= {name.replace("_", "-"): value for name, value in changed.items()}
    return {"DIRECTIVES": directives}


@pytest.mark.parametrize(
    ("changed", "identifier"),
    [
        ({"ALLOWED_HOSTS": ["*"]}, "svat.E010"),
        ({"ALLOWED_HOSTS": ["127.0.0.1", "evil.example"]}, "svat.E010"),
        ({"CSRF_TRUSTED_ORIGINS": ["https://evil.example"]}, "svat.E011"),
        ({"SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https")}, "svat.E013"),
        ({"CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}}, "svat.E014"),
        ({"MIDDLEWARE": []}, "svat.E001"),
        ({"CONTENT_SECURITY_POLICY": {}}, "svat.E002"),
        ({"CONTENT_SECURITY_POLICY": {"script_src": ["'self'", "'unsafe-inline'"]}}, "svat.E003"),
        ({"CONTENT_SECURITY_POLICY": {"script_src": ["https://cdn.example"]}}, "svat.E003"),
        ({"CONTENT_SECURITY_POLICY": {"style_src": ["*"]}}, "svat.E003"),
        ({"CONTENT_SECURITY_POLICY": {"img_src": ["'self'", "data:"]}}, "svat.E003"),
        ({"CONTENT_SECURITY_POLICY": {"frame_ancestors": ["'self'"]}}, "svat.E002"),
        ({"CONTENT_SECURITY_POLICY": {"base_uri": []}}, "svat.E002"),
        ({}, ""),
        ({"CONTENT_SECURITY_POLICY": {"img_src": ["'none'"]}}, ""),
    ],
)
def test_what_our_own_checks_find(changed: dict[str, Any], identifier: str) -> None:
    from django.test import override_settings

    from svat.web.checks import check_hosts, check_policy

    given = {"ALLOWED_HOSTS": ["127.0.0.1"], **changed}  # the tests' own host besides, elsewhere
    if given.get("CONTENT_SECURITY_POLICY"):
        given["CONTENT_SECURITY_POLICY"] = policy(**given["CONTENT_SECURITY_POLICY"])
    with override_settings(**given):
        found = {x.id for x in [*check_policy(None), *check_hosts(None)]}
    assert (identifier in found) if identifier else not found, found


def test_the_page_of_permissions_is_the_matrix() -> None:
    from tests.tools import ROOT

    from svat.web.permissions import table

    assert (ROOT / "docs/reference/permissions.md").read_text("utf-8") == table()
