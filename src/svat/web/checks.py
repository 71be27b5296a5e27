"""The web application, checks: what Django's own look at the settings does not ask: policy, hosts, links, counters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from svat.web.address import is_loopback

_POLICY = "csp.middleware.CSPMiddleware"
_MUST_BE_NONE = ("default-src", "frame-ancestors", "base-uri")
_OWN_ALONE = ("script-src", "style-src", "connect-src", "form-action", "img-src", "font-src")
_LOCAL = "django.core.cache.backends.locmem.LocMemCache"


def check_policy(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """The content-security policy: sent, and nothing in it opens what it closes."""
    del app_configs
    return list(_policy_faults())


def _policy_faults() -> Iterator[CheckMessage]:
    if _POLICY not in settings.MIDDLEWARE:
        yield Error("no content-security policy is sent", hint=f"MIDDLEWARE needs {_POLICY}", id="svat.E001")
    directives = getattr(settings, "CONTENT_SECURITY_POLICY", {}).get("DIRECTIVES", {})
    for name in _MUST_BE_NONE:
        if _values(directives, name) != ["'none'"]:
            yield Error(f"the content-security policy's {name} is not 'none'", id="svat.E002")
    for name in _OWN_ALONE:
        if set(_values(directives, name)) - {"'self'", "'none'"} or not _values(directives, name):
            yield Error(f"the content-security policy's {name} lets in more than our own", id="svat.E003")


def _values(directives: Any, name: str) -> list[str]:
    given = directives.get(name) or []
    return [given] if isinstance(given, str) else [str(x) for x in given]


def check_hosts(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """Hosts and origins: those of SVAT_URL alone; and plain http on this machine alone."""
    del app_configs
    return list(_host_faults())


def _host_faults() -> Iterator[CheckMessage]:
    if list(settings.ALLOWED_HOSTS) != [settings.ADDRESS.host]:
        yield Error("ALLOWED_HOSTS names other hosts than SVAT_URL", id="svat.E010")
    if list(settings.CSRF_TRUSTED_ORIGINS) != [settings.ADDRESS.origin]:
        yield Error("CSRF_TRUSTED_ORIGINS names others than SVAT_URL", id="svat.E011")
    if not settings.ADDRESS.secure and not is_loopback(settings.ADDRESS.host):
        yield Error("SVAT_URL is plain http and not this machine's own", id="svat.E012")
    if bool(settings.SECURE_PROXY_SSL_HEADER) != bool(settings.PROXIES):
        yield Error("a header of a proxy is believed without one, or the other way round", id="svat.E013")
    if settings.CACHES["default"]["BACKEND"] == _LOCAL:
        yield Error("counters of attempts are not shared between processes", id="svat.E014")


def register_all() -> None:
    """Make Django ask them; before it serves as well as with `check`."""
    register(check_policy, Tags.security)
    register(check_hosts, Tags.security)
