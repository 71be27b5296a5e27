"""Two officers at one record: whoever comes second is told who did what, and what they typed is still there."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from tests.law.listfiles import SDN, alt_csv, sdn_csv
from tests.web.companies import by_id, small_roll
from tests.web.every_action import every_action
from tests.web.introduced import work
from tests.web.test_lists import DEMO_OFAC, TODAY

pytestmark = pytest.mark.usefixtures("site")
TOLD = re.compile(r"The last to do something with it: ([^,]+), [^,]+, \d\d:\d\d UTC: ([^.]+)\.")


@pytest.fixture
def two(council: Any, browser_of: Any) -> tuple[Any, Any]:
    """The browsers of two officers: Olga, and Pavel, who comes second."""
    return browser_of(council), browser_of(another(council))


def another(council: Any) -> Any:
    """A second officer."""
    from allauth.account.models import EmailAddress

    from svat.web.people.models import OFFICER, Member, User

    del council
    user = User.objects.create_user("pavel@example.org", "correct horse battery", name="Pavel")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return Member.objects.create(user=user, role=OFFICER)


def fields(client: Any, page: str, action: str) -> dict[str, str]:
    """What a form of a page holds, as whoever opened it then sends it."""
    text = client.get(page).content.decode()
    forms = re.findall(r"<form[^>]*?>.*?</form>", text, re.S)
    of = [
        x
        for x in forms
        if f'action="{action}"' in x or (action == page and 'method="post"' in x and "action=" not in x)
    ]
    assert of, (page, action)
    found = {}
    for tag in re.findall(r"<input[^>]*>", of[0]):
        given = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        if (
            given.get("name")
            and given.get("type") != "file"
            and (given.get("type") not in ("radio", "checkbox") or " checked" in tag)
        ):
            found[given["name"]] = unescape(given.get("value", "on"))
    return found


def second_is_told(answer: Any, what: str, who: str = "Olga") -> str:
    """409, with who did what; the page."""
    text = unescape(answer.content.decode())
    assert answer.status_code == 409, (answer.status_code, text[-3000:])
    told = TOLD.search(text)
    assert told, text[-3000:]
    assert (told[1], told[2]) == (who, what)
    return text


def test_the_same_company_corrected(council: Any, two: tuple[Any, Any]) -> None:
    small_roll(council)
    page = f"/companies/{by_id('R1').key}/correct/city/"
    one, other = (fields(x, page, page) for x in two)
    assert two[0].post(page, one | {"value": "Astana"}).status_code == 302
    text = second_is_told(two[1].post(page, other | {"value": "Taraz city"}), "correct a company")
    assert 'value="Taraz city"' in text
    assert "Astana" in text
    again = fields_of_page(text)
    assert two[1].post(page, again | {"value": "Taraz city"}).status_code == 302
    assert by_id("R1").city == "Taraz city"
    # Who comes with the version that stands there is told nothing.
    assert two[0].post(page, fields(two[0], page, page) | {"value": "Astana"}).status_code == 302


def fields_of_page(text: str) -> dict[str, str]:
    """The hidden fields of the last form of a page."""
    sheet = text.rpartition('class="sheet"')[2]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', sheet))


def test_a_company_that_was_united_meanwhile(council: Any, two: tuple[Any, Any]) -> None:
    small_roll(council)
    kept, gone = by_id("R3"), by_id("R4")
    pair, page = f"/companies/{kept.key}/with/?other={gone.key}", f"/companies/{gone.key}/correct/notes/"
    merge, apart = f"/companies/{kept.key}/merge/", f"/companies/{kept.key}/apart/"
    other = fields(two[1], page, page)
    merged, second, parted = (
        fields(two[0], pair, merge),
        fields(two[1], pair, merge),
        fields(two[1], pair, apart),
    )
    assert two[0].post(merge, merged).status_code == 302
    text = second_is_told(two[1].post(page, other | {"value": "a long note"}), "merge companies")
    assert "a long note" in text
    second_is_told(two[1].post(merge, second), "merge companies")
    second_is_told(two[1].post(apart, parted), "merge companies")
    from svat.web.rolls.models import MergeRecord

    assert MergeRecord.objects.count() == 1
    page = f"/decisions/{MergeRecord.objects.get().key}/unmerge/"
    one, other = (fields(x, page, page) for x in two)
    assert two[0].post(page, one).status_code == 302
    second_is_told(two[1].post(page, other), "take a merge back")
    # The same form sent again is no second officer.
    assert two[0].post(page, one).status_code == 302


def sent(council: Any) -> Any:
    """A file that was sent and read."""
    from svat.web.actions import perform
    from svat.web.people.models import CorridorRecord
    from svat.web.rolls.actions import UploadRoll

    data = b"external_id,name,country,Stadt\nA1,Alfa,KZ,Astana\n"
    done = perform(council, UploadRoll(CorridorRecord.objects.get().key, "a", "roll.csv", data))
    work()
    done.result.refresh_from_db()
    return done.result


def test_the_same_file_applied_corrected_discarded(council: Any, two: tuple[Any, Any]) -> None:
    of = sent(council)
    page = f"/rolls/imports/{of.key}/"
    headings = fields(two[1], page, f"{page}headings/") | {"encoding": "", "replaces": "yes", "map-3": "city"}
    assert (
        two[0]
        .post(f"{page}headings/", fields(two[0], page, f"{page}headings/") | {"map-3": "notes"})
        .status_code
        == 302
    )
    busy = two[1].post(f"{page}headings/", headings)
    assert busy.status_code == 409  # it is being read
    work()
    text = second_is_told(two[1].post(f"{page}headings/", headings), "say what headings mean")
    assert '<option value="city" selected' in text
    assert '<option value="yes" selected' in text
    for what in ("apply", "discard"):
        stale = {"version": headings["version"], "once": f"{what}-of-pavel-and-nobody-else"}
        second_is_told(two[1].post(f"{page}{what}/", stale), "say what headings mean")
    apply_, discard = (fields(two[1], page, f"{page}{x}/") for x in ("apply", "discard"))
    assert two[0].post(f"{page}apply/", fields(two[0], page, f"{page}apply/")).status_code == 302
    assert two[1].post(f"{page}apply/", apply_).status_code == 302  # wanted the same: it is being applied
    assert "It is being applied already." in two[1].get(page).content.decode()
    second_is_told(two[1].post(f"{page}discard/", discard), "apply an import")
    work()
    undo = fields(two[1], page, f"{page}undo/")
    assert two[0].post(f"{page}undo/", fields(two[0], page, f"{page}undo/")).status_code == 302
    assert two[1].post(f"{page}undo/", undo).status_code == 302
    assert "It is undone already." in two[1].get(page).content.decode()
    from svat.web.audit.models import AuditEntry

    for action in ("apply import", "undo import"):
        assert AuditEntry.objects.filter(action=action).count() == 1


def test_the_same_listing_confirmed(council: Any, two: tuple[Any, Any]) -> None:
    from svat.web.rolls.models import ListingRecord

    small_roll(council)
    listing = ListingRecord.objects.get(text="wheat")
    page = f"/listings/{listing.key}/answer/"
    given = {"version": listing.version, "choice": "100199"}
    assert two[0].post(page, given | {"once": "a" * 20}).status_code == 302
    text = second_is_told(
        two[1].post(page, given | {"choice": "service", "once": "b" * 20}), "confirm a listing"
    )
    assert "Olga was faster" in text
    assert "service" in text


def test_the_councils_rules(council: Any, two: tuple[Any, Any]) -> None:
    page = "/council/"
    one, other = (fields(x, page, "/council/change/") for x in two)
    assert two[0].post("/council/change/", one | {"council": "Council of Almaty"}).status_code == 302
    text = second_is_told(
        two[1].post("/council/change/", other | {"council": "Council of Astana"}),
        "change the council's rules",
    )
    assert 'value="Council of Astana"' in text
    assert "Council of Almaty" in text
    version = re.search(r'name="version" value="(\d+)"', text)
    assert version
    assert (
        two[1]
        .post("/council/change/", other | {"council": "Council of Astana", "version": version[1]})
        .status_code
        == 302
    )
    from svat.web.people.models import CouncilRecord

    assert CouncilRecord.objects.get().name == "Council of Astana"


def test_lists_roles_invitations_mails(council: Any, two: tuple[Any, Any]) -> None:
    from svat.web.actions import NotDone, perform
    from svat.web.lists.actions import SentFile, SentList, UploadList
    from svat.web.lists.models import ListUpload
    from svat.web.people.actions import EndRole, Invite, RevokeInvitation
    from svat.web.people.models import CorridorRecord, Invitation, Member

    key = CorridorRecord.objects.get().key
    few = {"sdn.csv": sdn_csv(SDN), "alt.csv": alt_csv()}
    for day, files in ((TODAY - timedelta(days=2), DEMO_OFAC), (TODAY, few)):
        of = tuple(SentFile(name, data) for name, data in files.items())
        perform(council, UploadList(key, SentList("DEMO-OFAC", "ofac-sdn-csv", day, of)))
        work()
    upload = ListUpload.objects.get(state="asked")
    page, given = f"/lists/uploads/{upload.key}", {"version": upload.version}
    assert two[0].post(f"{page}/discard/", given).status_code == 302
    second_is_told(two[1].post(f"{page}/fewer/", given), "leave a list")
    pavel = Member.objects.get(user__name="Pavel")
    third = perform(council, Invite("r@example.org", "reviewer", "", "en", "http://x")).result
    assert perform(council, RevokeInvitation(third.key)).fields
    with pytest.raises(NotDone) as told:
        perform(pavel, RevokeInvitation(third.key))
    assert told.value.last is not None
    assert (told.value.last.who.name, told.value.last.action) == ("Olga", "revoke invitation")
    assert Invitation.objects.count() == 1
    with pytest.raises(NotDone) as told:
        perform(council, EndRole(pavel.key, pavel.version + 1))
    assert told.value.last is None  # nobody did anything with Pavel's role: nothing is said of anybody


def test_every_action_that_takes_a_version_names_what_it_is_about() -> None:
    """Or whoever comes second could not be told."""
    from dataclasses import fields as fields_of

    from svat.web.actions import Action

    found = every_action()
    assert len(found) > 30
    taking = [x for x in found if {"version", "seen", "shown"} & {y.name for y in fields_of(x)}]
    assert len(taking) > 9
    for x in taking:
        assert x.object_kind or x.about is not Action.about, x.__name__


def test_a_form_sent_twice_at_once_counts_once_and_has_one_answer(council: Any, two: tuple[Any, Any]) -> None:
    """M5: also where both were on their way before either was done."""
    from svat.web import actions
    from svat.web.audit import append
    from svat.web.audit.models import AuditEntry
    from svat.web.people.models import CorridorRecord
    from svat.web.rolls.actions import UploadRoll
    from svat.web.rolls.models import Import

    key = CorridorRecord.objects.get().key
    sent_twice = UploadRoll(key, "a", "roll.csv", b"external_id,name,country\nA1,Alfa,KZ\n")
    first = actions.perform(council, sent_twice, once="the very same form")
    looked = iter([None])  # as the second one looked before the first was done
    with pytest.MonkeyPatch.context() as patch:
        real = append.earlier
        patch.setattr(actions, "earlier", lambda once: next(looked, real(once)))
        second = actions.perform(council, sent_twice, once="the very same form")
    assert second.answer == first.answer == f"/rolls/imports/{Import.objects.get().key}/"
    assert AuditEntry.objects.filter(action="upload roll").count() == 1
    assert json.loads(AuditEntry.objects.get(action="upload roll").about) == [
        f"import:{Import.objects.get().key}"
    ]
