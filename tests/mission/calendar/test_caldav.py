"""A real CalDAV server (Radicale): meetings are put there, moved in place and called off in place, never doubled."""

from __future__ import annotations

import http.client
import re
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import icalendar
import pytest
from tests.mission.calendar.test_calendar import FIRST, REQUEST, entry, files, history
from tests.mission.sample import moved, without

BASE = "/office/seoul/"
MADE = """<?xml version="1.0"?><C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>
<D:displayname>Seoul</D:displayname></D:prop></D:set></C:mkcalendar>"""
BY_UID = """<?xml version="1.0"?><C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:prop><D:getetag/><C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
<C:prop-filter name="UID"><C:text-match>{uid}</C:text-match></C:prop-filter>
</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"""
ALL = re.sub(r"<C:prop-filter.*</C:prop-filter>\n", "", BY_UID, flags=re.DOTALL)


class CalendarServer:
    """A calendar on a server, as a client sees it."""

    def __init__(self, port: int) -> None:
        self._port = port

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent["Authorization"] = "Basic " + b64encode(b"office:none").decode()
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        found = answer.status, answer.read()
        connection.close()
        return found

    def found(self, query: str) -> dict[str, tuple[str, Any]]:
        """Address → (its ETag, its event)."""
        status, answer = self.ask(
            "REPORT", BASE, query.encode(), Depth="1", Content_Type="application/xml; charset=utf-8"
        )
        assert status == 207
        names = {"D": "DAV:", "C": "urn:ietf:params:xml:ns:caldav"}
        made = {}
        for response in ElementTree.fromstring(answer).findall("D:response", names):
            data = response.findtext(".//C:calendar-data", "", names)
            [event] = icalendar.Calendar.from_ical(data).walk("VEVENT")
            href = response.findtext("D:href", "", names)
            made[href] = (response.findtext(".//D:getetag", "", names), event)
        return made

    def put(self, href: str, data: bytes, **headers: str) -> int:
        return self.ask("PUT", href, data, Content_Type="text/calendar; charset=utf-8", **headers)[0]

    def take_in(self, file: bytes) -> list[int]:
        """What a client does with a file of ours: each event to where its UID is, or to a name of the client's own."""
        answers = []
        for uid, data in items(file).items():
            there = self.found(BY_UID.format(uid=uid))
            if there:
                [(href, (etag, _))] = there.items()
                answers.append(self.put(href, data, If_Match=etag))
            else:
                answers.append(self.put(f"{BASE}import-{len(self.found(ALL))}.ics", data, If_None_Match="*"))
        return answers


def items(file: bytes) -> dict[str, bytes]:
    """The events of a file as a server keeps them, one each and without a method, by UID."""
    made = {}
    for event in icalendar.Calendar.from_ical(file).walk("VEVENT"):
        one = icalendar.Calendar()
        one.add("version", "2.0")
        one.add("prodid", "-//a client//EN")
        one.add_component(event)
        made[str(event["UID"])] = one.to_ical()
    return made


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalendarServer]:
    folder: Path = tmp_path_factory.mktemp("radicale")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--hosts", f"127.0.0.1:{port}"]
    options += ["--storage-filesystem-folder", str(folder / "store"), "--auth-type", "none"]
    command = [sys.executable, "-m", "radicale", "--config", "", *options]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            there = CalendarServer(port)
            until = time.monotonic() + 60
            while True:
                try:
                    there.ask("GET", "/.web/")
                    break
                except ConnectionError:
                    assert process.poll() is None, (folder / "log").read_text()
                    assert time.monotonic() < until, (folder / "log").read_text()
                    time.sleep(0.05)
            assert there.ask("MKCALENDAR", BASE, MADE.encode())[0] == 201
            yield there
        finally:
            process.terminate()
            process.wait(20)


def test_meetings_are_put_moved_and_called_off_in_place(server: CalendarServer) -> None:
    first = history(FIRST)
    uid = entry(first).uid
    plans = [FIRST, moved(FIRST, REQUEST, slot="d2-8")]
    plans.append(without(plans[1], REQUEST, version=3))

    assert server.take_in(files(first)[0]) == [201, 201, 201]
    there = server.found(ALL)
    assert len(there) == 3
    [(href, (old, event))] = server.found(BY_UID.format(uid=uid)).items()
    assert uid not in href
    assert (event["SEQUENCE"], event["STATUS"]) == (0, "CONFIRMED")
    data = items(files(first)[0])[uid]

    second = history(*plans[:2])
    assert set(server.take_in(files(second)[0])) <= {201, 204}
    [(again, (_, event))] = server.found(BY_UID.format(uid=uid)).items()
    assert again == href
    assert event["SEQUENCE"] == 1
    assert event["DTSTART"].dt == entry(second).start != entry(first).start
    assert len(server.found(ALL)) == 3

    assert server.put(href, data, If_Match=old) == 412  # somebody wrote in between
    assert server.put(f"{BASE}{uid}.ics", data) in (403, 409)  # one UID, one item

    third = history(*plans)
    assert set(server.take_in(files(third)[1])) <= {201, 204}
    [(again, (_, event))] = server.found(BY_UID.format(uid=uid)).items()
    assert again == href
    assert (event["SEQUENCE"], event["STATUS"]) == (2, "CANCELLED")
    assert len(server.found(ALL)) == 3

    assert set(server.take_in(files(third)[2])) <= {201, 204}  # the feed says the same once more
    states = {str(event["UID"]): str(event["STATUS"]) for _, event in server.found(ALL).values()}
    assert states == {x: "CANCELLED" if x == uid else "CONFIRMED" for x in states}
    assert len(states) == 3
