"""The web application, address: where people reach it, which decides hosts, cookies and the links in mails."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from svat.wording import unusable


@dataclass(frozen=True, slots=True)
class Address:
    """Scheme, host and port under which people reach the application.

    >>> from svat.web.address import read_address
    >>> read_address("https://svat.example.org").origin
    'https://svat.example.org'
    """

    scheme: str
    host: str
    port: int | None

    @property
    def secure(self) -> bool:
        """Whether it is reached through https."""
        return self.scheme == "https"

    @property
    def named(self) -> bool:
        """Whether the host is a name, and not a bare network address."""
        try:
            ip_address(self.host)
        except ValueError:
            return True
        return False

    @property
    def origin(self) -> str:
        """The beginning of every link."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + (f":{self.port}" if self.port else "")


def read_address(text: str) -> Address:
    """An address as SVAT_URL gives it. Plain http is for this machine alone. Raises UnusableInput.

    >>> read_address("http://127.0.0.1:8000").secure
    False
    """
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host or "*" in host or parts.path not in ("", "/"):
        raise unusable(
            "SVAT_URL: {address} is no address; write it as https://svat.example.org", address=repr(text)
        )
    if parts.scheme == "http" and not is_loopback(host):
        raise unusable(
            "SVAT_URL: {address} is plain http, which is for this machine alone; set SVAT_URL=https://{host}"
            " and let a proxy with a certificate pass requests on",
            address=text,
            host=host,
        )
    return Address(parts.scheme, host, port)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself, seen by nobody else."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
