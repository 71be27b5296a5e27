"""Behind a proxy: the nginx configuration of docs/how-to/web.md as it stands there, over TLS, with a real nginx."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from tests.tools import ROOT
from tests.web.test_running import free_port, served, until

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
pytestmark = [
    pytest.mark.skipif(NGINX is None, reason="needs nginx"),
    pytest.mark.skipif("SVAT_TEST_DATABASE" in os.environ, reason="is about processes, on SQLite"),
]
WHO = {"login": "olga@example.org", "password": "correct horse battery"}
FOUNDED = {"council": "Council", "country": "KZ", "a": "KZ", "b": "KR", "officer": "Olga", "address": WHO["login"],
           "password": WHO["password"]}  # fmt: skip
AROUND = """daemon off; {user} pid {place}/pid; error_log {place}/errors; worker_processes 1;
events {{ }}
http {{ access_log off; client_body_temp_path {place}/body; proxy_temp_path {place}/passed;
fastcgi_temp_path {place}/f; uwsgi_temp_path {place}/u; scgi_temp_path {place}/s;
{server}
}}
"""


def documented() -> str:
    """The server of the docs."""
    found = re.search(
        r"```\n(server \{.*?\n\})\n```", (ROOT / "docs/how-to/web.md").read_text("utf-8"), re.DOTALL
    )
    assert found is not None
    return found[1]


def certificate(place: Path) -> None:
    """A certificate of our own for localhost."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (place / "svat.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (place / "svat.key").write_bytes(private)


@dataclass
class Visitor:
    """Somebody at a browser without scripts, from an address of their own."""

    port: int
    trusts: Path
    address: str = "127.0.0.1"
    cookies: SimpleCookie = field(default_factory=SimpleCookie)

    def ask(
        self, method: str, path: str, body: bytes = b"", **headers: str
    ) -> tuple[int, dict[str, str], str]:
        """(status, headers, words) of an answer."""
        context = ssl.create_default_context(cafile=str(self.trusts))
        line = http.client.HTTPSConnection(
            "localhost", self.port, timeout=60, context=context, source_address=(self.address, 0)
        )
        sent = {"Cookie": "; ".join(f"{k}={v.value}" for k, v in self.cookies.items()), **headers}
        try:
            line.request(method, path, body, {k.replace("_", "-"): v for k, v in sent.items()})
            answer = line.getresponse()
            for value in answer.headers.get_all("Set-Cookie") or ():
                self.cookies.load(value)
            return answer.status, dict(answer.headers), answer.read().decode()
        finally:
            line.close()

    def sends(self, page: str, given: dict[str, str], **headers: str) -> tuple[int, dict[str, str], str]:
        """A page's form, as a browser sends it."""
        token = self.token(page)
        body = urlencode({**given, "csrfmiddlewaretoken": token}).encode()
        kind = {
            "Content_Type": "application/x-www-form-urlencoded",
            "Origin": f"https://localhost:{self.port}",
        }
        return self.ask("POST", page, body, **kind | headers)

    def token(self, page: str) -> str:
        found: list[str] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', self.ask("GET", page)[2])
        return found[-1]


@contextmanager
def proxied(place: Path, inner: int) -> Iterator[int]:
    """The documented server, with ports and files of here."""
    port = free_port()
    certificate(place)
    server = documented()
    for written, here in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        ("server_name svat.example.org;", "server_name localhost;"),
        ("/etc/ssl/svat.pem", str(place / "svat.pem")),
        ("/etc/ssl/svat.key", str(place / "svat.key")),
        ("http://127.0.0.1:8000", f"http://127.0.0.1:{inner}"),
    ):
        assert server.count(written) == 1, written
        server = server.replace(written, here)
    user = "user root;" if os.geteuid() == 0 else ""
    (place / "nginx.conf").write_text(AROUND.format(user=user, place=place, server=server))
    process = subprocess.Popen(
        [str(NGINX), "-p", str(place), "-c", str(place / "nginx.conf")], stderr=subprocess.DEVNULL
    )
    try:
        until(lambda: _answers(port), 20)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _answers(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """The port of a proxy before an application with a council, and where its files are."""
    place = tmp_path_factory.mktemp("proxy")
    inner = free_port()
    with proxied(place, inner) as port:
        given = {"SVAT_URL": f"https://localhost:{port}", "SVAT_PROXIES": "1"}
        with served(place / "council", "localhost", port=inner, **given):
            status, headers, _ = Visitor(port, place / "svat.pem").sends("/first-run/", FOUNDED)
            assert (status, headers["Location"]) == (302, "/today/")
            yield port, place


@pytest.fixture
def visitor(behind: tuple[int, Path]) -> Visitor:
    return Visitor(behind[0], behind[1] / "svat.pem")


def signed_in(visitor: Visitor) -> Visitor:
    status, headers, _ = visitor.sends("/account/sign-in/", WHO)
    assert (status, headers["Location"]) == (302, "/today/")
    return visitor


def test_signing_in_through_it_is_secure(visitor: Visitor) -> None:
    """Cookies go over https alone; https is kept to."""
    status, headers, _ = signed_in(visitor).ask("GET", "/today/")
    assert status == 200
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    for name in ("svat_session", "csrftoken"):
        assert visitor.cookies[name]["secure"], name
        assert visitor.cookies[name]["httponly"], name
    assert visitor.cookies["svat_session"]["samesite"] == "Lax"


def test_a_form_of_another_site_is_refused(visitor: Visitor) -> None:
    given = {"language": "ru", "csrfmiddlewaretoken": visitor.token("/account/sign-in/")}
    body = urlencode(given).encode()
    kind = {"Content_Type": "application/x-www-form-urlencoded"}
    ours = f"https://localhost:{visitor.port}"
    for origin, expected in (
        ("https://evil.example", 400), (f"http://localhost:{visitor.port}", 400), ("null", 400), (ours, 302)
    ):  # fmt: skip
        assert visitor.ask("POST", "/language/", body, Origin=origin, **kind)[0] == expected, origin
    assert visitor.ask("POST", "/language/", body, **kind)[0] == 400  # neither origin nor referrer


def test_another_host_is_refused_and_a_forwarded_one_is_nobodys(visitor: Visitor) -> None:
    assert visitor.ask("GET", "/account/sign-in/", Host="evil.example")[0] == 400
    status, headers, text = visitor.ask(
        "GET", "/", X_Forwarded_Host="evil.example", Forwarded="host=evil.example"
    )
    assert status == 302
    assert "evil" not in headers["Location"] + text


def test_what_a_visitor_says_of_the_way_is_not_believed(visitor: Visitor) -> None:
    """Whoever writes that the request was plain, or that it was another's, changes nothing."""
    for said in ("http", "https, http", ""):
        status, headers, _ = visitor.ask("GET", "/account/sign-in/", X_Forwarded_Proto=said)
        assert (status, "Strict-Transport-Security" in headers) == (200, True), said


def test_past_the_proxy_nothing_but_health_is_answered_in_plain_http(behind: tuple[int, Path]) -> None:
    server = (behind[1] / "nginx.conf").read_text()
    found = re.search(r"proxy_pass http://127.0.0.1:(\d+)", server)
    assert found is not None
    line = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=20)
    try:
        line.request("GET", "/account/sign-in/", headers={"Host": "localhost"})
        answer = line.getresponse()
        assert (answer.status, urlsplit(answer.headers["Location"]).scheme) == (301, "https")
    finally:
        line.close()


def test_attempts_are_counted_by_the_address_that_the_proxy_sees(behind: tuple[int, Path]) -> None:
    guesser = Visitor(behind[0], behind[1] / "svat.pem", "127.0.0.7")
    page = "/account/sign-in/"
    answers = []
    for number in range(12):
        wrong = {"login": f"nobody{number}@example.org", "password": "wrong"}
        spoofed = f"198.51.100.{number}"
        answers.append(guesser.sends(page, wrong, X_Forwarded_For=spoofed, X_Real_Ip=spoofed))
    assert limited(answers[-1])
    assert not limited(answers[5])
    other = Visitor(behind[0], behind[1] / "svat.pem", "127.0.0.8")
    assert not limited(other.sends(page, {"login": "n@example.org", "password": "wrong"}))
    # A header that names the limited visitor does not limit whoever is named, nor free the one who wrote it.
    assert not limited(
        other.sends(page, {"login": "n@example.org", "password": "wrong"}, X_Forwarded_For="127.0.0.7")
    )


def limited(answer: tuple[int, dict[str, str], str]) -> bool:
    return answer[0] == 429 or "Too many" in answer[2]


def test_a_roll_of_twenty_megabytes_passes(visitor: Visitor) -> None:
    page = signed_in(visitor).ask("GET", "/rolls/send/")[2]
    side = re.findall(r'<option value="(\w+:a)"', page)[0]
    fields = {"csrfmiddlewaretoken": visitor.token("/rolls/send/"), "side": side}
    boundary = uuid.uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'
        for k, v in fields.items()
    ]
    head = (
        'Content-Disposition: form-data; name="file"; filename="roll.csv"\r\nContent-Type: text/csv\r\n\r\n'
    )
    data = b"name,country\n" + b"x" * (20 << 20)
    body = "".join([*parts, f"--{boundary}\r\n{head}"]).encode() + data + f"\r\n--{boundary}--\r\n".encode()
    kind = {"Content_Type": f"multipart/form-data; boundary={boundary}"}
    status, headers, text = visitor.ask(
        "POST", "/rolls/send/", body, Origin=f"https://localhost:{visitor.port}", **kind
    )
    assert (status, headers["Location"][:15]) == (302, "/rolls/imports/"), text[:500]
    assert "roll.csv" in visitor.ask("GET", headers["Location"])[2]


def test_no_line_is_kept_open(visitor: Visitor) -> None:
    """There are no websockets: neither the proxy nor the application changes to another protocol."""
    asked = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec_Websocket_Version": "13",
             "Sec_Websocket_Key": "dGhlIHNhbXBsZSBub25jZQ=="}  # fmt: skip
    assert visitor.ask("GET", "/account/sign-in/", b"", **asked)[0] == 200
