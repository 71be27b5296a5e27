"""The same as web_kills.py for introductions, rulings, answers and mail: what is lost, doubled or half done.

    ./dev python benchmarks/web_kills_introductions.py [KILLS] [SEED] [--postgres]            (default: 50 1)

The demo's first companies. An officer has runs computed, publishes, replaces and withdraws them, has companies
reminded; companies answer; a list comes that names one of them, a reviewer proposes that it is not meant and another
one seconds that. A mail server of this process takes what is sent, and notes every Message-ID. What must hold says
tests/web/holding_introductions.py, after each kill, at rest.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.web.begun import ADDRESS, PASSWORD  # noqa: E402
from tests.web.introduced import TODAY, demo_folder  # noqa: E402
from tests.web.mailbox import Mailbox, mailbox  # noqa: E402
from tests.web.repeating import Answered, Given, RepeatingPerson  # noqa: E402

from web_kills import KilledYear, Plan, corridor, main, rest, un_list  # noqa: E402

WORKS = (
    "compute", "publish", "answer", "answer as the other", "remind", "list a company", "propose a ruling",
    "second a ruling", "compute", "publish", "withdraw",
)  # fmt: skip
PUBLISHER = "DEMO-OFAC"
_REMINDED = 3  # companies at once


class KilledIntroductions(KilledYear):
    """A council's introductions, one work after the other."""

    works: ClassVar[tuple[str, ...]] = WORKS

    def __init__(self, person: RepeatingPerson, box: Mailbox) -> None:
        super().__init__(person, 0, Counter({"found council": 1}))
        self._box, self._more, self._new = box, b"", 0
        self._reviewers: list[RepeatingPerson] = []
        self._companies: dict[int, RepeatingPerson] = {}
        self._pair: Any = None

    def do(self, work: str) -> None:
        """One work, until all that it asked for is done."""
        {
            "compute": self.compute, "publish": self.publish, "withdraw": self.withdraw, "remind": self.remind,
            "answer": lambda: self.answer("a"), "answer as the other": lambda: self.answer("b"),
            "list a company": self.list_company, "propose a ruling": self.propose, "second a ruling": self.second,
        }[work]()  # fmt: skip
        rest()

    def prepare(self) -> None:
        """Rolls, lists and two reviewers."""
        from svat.web.people.models import Member
        from svat.web.rolls.carrying import import_folder

        with tempfile.TemporaryDirectory() as made:
            import_folder(demo_folder(Path(made) / "demo"), Member.objects.get())
        self.told["import folder"] += 1
        rest()
        day = TODAY - timedelta(days=25)
        self._send_list("DEMO-UN", "un-consolidated-xml", {"consolidated.xml": un_list(day)}, day)
        self._send_ofac()
        rest()
        self._reviewers = [self._signed_in(f"reviewer{n}@example.org", role="reviewer") for n in (1, 2)]

    def ready(self, work: str) -> None:
        """People of the companies that answer."""
        if work != "answer":
            return
        self._pair = self._open_pair()
        for company in (self._pair.a, self._pair.b):
            if company.pk not in self._companies:
                name = f"person{company.pk}@company.example"
                self._companies[company.pk] = self._signed_in(name, role="company", company=company)

    def wrong(self, folder: Path) -> list[str]:
        """What does not hold."""
        from tests.web.holding_introductions import computed_again, introductions_hold, mail_holds

        from svat.web.matching.models import DRAFT, RunRecord

        found = [*super().wrong(folder), *introductions_hold(), *mail_holds(self._box.ids())]
        draft = RunRecord.objects.filter(state=DRAFT).first()
        return [*found, *(computed_again(draft.number) if draft is not None else ())]

    def compute(self) -> None:
        """A run."""
        given = {"shortlist": "10", "alpha": "1", "day": TODAY.isoformat(), "leads_on": "on"}
        answer = self.person.send("/introductions/", "/introductions/ask/", given)
        self._done("ask for run", answer)

    def publish(self) -> None:
        """The draft, in the place of what is published."""
        self._of_run("draft", "publish")

    def withdraw(self) -> None:
        """What is published."""
        self._of_run("published", "withdraw")

    def _of_run(self, state: str, what: str) -> None:
        from svat.web.matching.models import RunRecord

        page = f"/introductions/{RunRecord.objects.get(state=state).key}/"
        self._done(f"{what} run", self.person.send(page, f"{page}{what}/", {}))

    def answer(self, side: str) -> None:
        """A company accepts."""
        page = f"/own/introductions/{self._pair.key}/"
        person = self._companies[getattr(self._pair, side).pk]
        self._done(
            "answer introduction", person.send(page, f"{page}answer/", {"answer": "accept", "consent": "1"})
        )

    def remind(self) -> None:
        """Some that are silent."""
        from svat.web.matching.answers import silent_companies
        from svat.web.people.models import Member

        silent = silent_companies(Member.objects.get(user__email=ADDRESS), corridor())
        keys = tuple(x.company.key for x in silent[: _REMINDED * 3 : 3])
        page = f"/answers/{corridor().key}/silent/"
        given: Given = {"kind": "reminder", "chosen": keys}
        self._done("write to companies", self.person.send(page, f"/answers/{corridor().key}/letters/", given))

    def list_company(self) -> None:
        """A list comes that names a company which has partners."""
        company = self._open_pair().a
        name = (company.name_latin or company.name).replace('"', "")
        row = f'99{self._new:03},"{name}",-0- ,"DEMO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
        self._more += row.encode()
        self._send_ofac()

    def _send_ofac(self) -> None:
        from svat.demo import contents

        files = {f"{x}.csv": contents()[f"lists/demo_ofac/{x}.csv"] for x in ("sdn", "alt", "add")}
        body, mark, after = files["sdn.csv"].partition(b"\x1a")
        files["sdn.csv"] = body + self._more + mark + after
        self._new += 1
        self._send_list(PUBLISHER, "ofac-sdn-csv", files, TODAY - timedelta(days=25 - self._new))

    def _send_list(self, publisher: str, kind: str, files: dict[str, bytes], day: Any) -> None:
        given = {"publisher": publisher, "kind": kind, "version": day.isoformat()}
        sent = [("sent", name, data) for name, data in files.items()]
        self._done("upload list", self.person.send("/lists/", "/lists/upload/", given, sent))

    def propose(self) -> None:
        """One reviewer says that the company is not the entry."""
        from svat.web.review.models import HitRecord

        hit = HitRecord.objects.filter(publisher=PUBLISHER, state="open", entry_id__startswith="99").first()
        assert hit is not None, list(HitRecord.objects.values("publisher", "entry_id", "state"))
        later = (TODAY + timedelta(days=200)).isoformat()
        given = {"said": "cleared", "reason": "another tax number", "expires": later}
        self._ruled("decide", hit, self._reviewers[0], given)

    def second(self) -> None:
        """Another one seconds it."""
        from svat.web.review.models import HitRecord

        hit = HitRecord.objects.get(state="proposed")
        self._ruled("second", hit, self._reviewers[1], {"reason": "looked at the register"})

    def _ruled(self, what: str, hit: Any, reviewer: RepeatingPerson, given: dict[str, str]) -> None:
        page = f"/review/hits/{hit.key}/"
        sure: Answered = reviewer.send(page, f"{page}{what}/", given)
        self._done(f"{what} hit", reviewer.send_on(sure, f"{page}{what}/"))

    def _open_pair(self) -> Any:
        """A pair that nobody has answered, of companies that are on no list, others each time."""
        from svat.web.matching.models import IntroductionRecord
        from svat.web.review.models import HitRecord

        hit = HitRecord.objects.exclude(state="gone").values("company")
        found = IntroductionRecord.objects.filter(stands=True, state="clear", answer_a="", answer_b="")
        pairs = (
            found.exclude(a__in=hit).exclude(b__in=hit).select_related("a", "b").order_by("rank_a", "a", "id")
        )
        pair = pairs.first()
        assert pair is not None, "no pair is left that nobody has answered"
        return pair

    def _signed_in(self, address: str, **member: Any) -> RepeatingPerson:
        from allauth.account.models import EmailAddress

        from svat.web.people.models import Member, User

        user = User.objects.create_user(address, PASSWORD, name=address.partition("@")[0])
        EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
        Member.objects.create(user=user, **member)
        person = RepeatingPerson(self.person.origin)
        answer = person.send(
            "/account/sign-in/", "/account/sign-in/", {"login": address, "password": PASSWORD}
        )
        assert "/account/" not in answer.path, (answer.path, answer.text[:2000])
        return person


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("kills", type=int, nargs="?", default=50)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args()
    with mailbox() as (box, address):
        surroundings = {"SVAT_MAIL": address, "SVAT_MAIL_FROM": "office@council.example"}
        sys.exit(
            main(
                Plan(
                    asked.kills, asked.seed, asked.postgres, "introductions of 40 companies a side",
                    lambda person: KilledIntroductions(person, box), surroundings,
                )
            )
        )  # fmt: skip
