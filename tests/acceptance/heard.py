"""What each door says of one seller's pair with the buyer: how the pair stands, and the words beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.acceptance.doorfiles import Council, Firm
from tests.acceptance.doors import Doors, ShutError

# "open" is clear or review, where a door cannot tell the two apart
STRICTER = ("clear", "open", "review", "barred")
_OF_EFFECT = {"clear": "clear", "review": "review", "hit": "barred", "barred": "barred"}


@dataclass(frozen=True, slots=True)
class Heard:
    """What a door said of one seller's pair: how it stands, and all words that stand beside it."""

    kind: str
    words: str = ""


def match_terminal(doors: Doors, council: Council, firm: Firm) -> Heard:
    """The terminal counts: of a council with one seller that is how it stands, of others see the table's sums."""
    said = doors.match(council)
    counted = {kind: _count(said, words) for kind, words in _COUNTED.items()}
    if len(council.firms) > 1:
        return Heard(", ".join(f"{n} {kind}" for kind, n in counted.items()), said)
    return Heard(next(kind for kind, n in counted.items() if n), said)


_COUNTED = {"clear": r"(\d+) clear", "review": r"(\d+) held", "barred": r"(\d+) barred by law"}


def _count(said: str, words: str) -> int:
    found = re.search(words, said)
    if not found:
        raise ShutError(f"no count like {words!r}")
    return int(found[1])


def match_page(doors: Doors, council: Council, firm: Firm) -> Heard:
    page = doors.page(council)
    kinds = ["clear"] if "clear not legal advice" in page[f"a-{firm.id}"] else []
    places = {"decide": "review", "barred": "barred"}
    kinds += [kind for place, kind in places.items() if firm.name in page[place]]
    return Heard(" and ".join(kinds) or "absent", " ".join(page.values()))


def match_json(doors: Doors, council: Council, firm: Firm) -> Heard:
    data = doors.matched(council)
    for x in data["introductions"]:
        if x["a"] == firm.id:
            found = [*data["list_findings"], *x["verdict"]["findings"]]
            return Heard(x["verdict"]["status"], " ".join(f["detail"] for f in found))
    barred = any(x["a"] == firm.id for x in data["barred_pairs"])
    return Heard("barred" if barred else "absent")


def learn(doors: Doors, council: Council, firm: Firm) -> Heard:
    """A barred pair is not learnt from; clear and held ones alike are."""
    data = json.loads(doors.learnt(council, "--json"))
    unusable = [said for said in data["unusable"] if said.startswith(f"{firm.id} ")]
    if data["decisions"] + len(data["unusable"]) != len(council.firms):
        raise ShutError(f"not every decision was read: {data}")
    alone = len(council.firms) == 1  # what it says of lists is asked of councils with one seller
    return Heard("barred" if unusable else "open", doors.learnt(council) if alone else "")


def settlement(doors: Doors, council: Council, firm: Firm) -> Heard:
    """Both of the seller's deals: one names the two companies by their ids, one by their names."""
    data = doors.settled(council)
    kinds, words = {}, []
    for way in ("id", "name"):
        deal = f"{firm.id}/{way}"
        kinds[way] = "clear" if any(x["deal"] == deal for x in data["settled"]) else "absent"
        for x in data["refused"]:
            if x["deal"] == deal:
                kinds[way] = x["verdict"]
                words += [f["detail"] for f in x["findings"]]
    return Heard(_alike(kinds), " ".join(words))


def report_deals(doors: Doors, council: Council, firm: Firm) -> Heard:
    """A deal that the page does not keep back is settled."""
    words = doors.corridor(council)["settlement"]
    if f"{2 * len(council.firms)} deals known on this day" not in words:
        raise ShutError("the page has not every deal")
    _, _, kept = words.partition("Kept back by the law")
    kinds, said = {}, ""
    for way in ("id", "name"):
        row = re.search(rf"{firm.id}/{way}, \d{{4}} (.*?)(?= \S+/(?:id|name), \d{{4}} |$)", kept)
        said += row[1] if row else ""
        kind = re.search(r"\b(review|barred)\b", row[1]) if row else None
        kinds[way] = kind[1] if kind else "absent" if row else "clear"
    return Heard(_alike(kinds), said)


def report_goods(doors: Doors, council: Council, firm: Firm) -> Heard:
    """The page names the headings that it leaves out since the law bars them, and no other finding on goods."""
    words = doors.corridor(council)["potential"]
    if "What Kazakhstan could still sell South Korea" not in words:
        raise ShutError("the page has no potential")
    left_out = " ".join(re.findall(r"Left out since the law bars it: (.*?\))\.", words))
    return Heard("barred" if re.search(rf"\b{firm.hs}\b", left_out) else "open")


def potential(doors: Doors, council: Council, firm: Firm) -> Heard:
    row = next(x for x in doors.potential(council)["headings"] if x["hs"] == firm.hs)
    return Heard(row["law"], " ".join(row["rules"]))


def screen(doors: Doors, council: Council, firm: Firm) -> Heard:
    data = doors.screened(council)
    row = next(x for x in data["results"] if x["name"] == firm.name)
    return Heard(_OF_EFFECT[row["status"]], " ".join(data["problems"]))


def batch(doors: Doors, council: Council, firm: Firm) -> Heard:
    rows = [row for row in doors.batch(council) if row["id"] == firm.id]
    kinds = [_OF_EFFECT[row["status"]] for row in rows]
    return Heard(max(kinds, key=STRICTER.index), " ".join(row["reason"] for row in rows))


def rescreen(doors: Doors, council: Council, firm: Firm) -> Heard:
    """How strict the news is; no news is clear, unless the lists have a problem."""
    data = doors.rescreened(council)
    row = next(x for x in data["companies"] if x["side"] == "a" and x["company"] == firm.id)
    kinds = [f["effect"] for f in row["new"]] or ["review" if data["problems"] else "clear"]
    if (row["turn"] == "same") != (not row["new"]):
        raise ShutError(f"the turn is {row['turn']}, with {len(row['new'])} new findings")
    return Heard(max(kinds, key=STRICTER.index), " ".join(data["problems"]))


def yente(doors: Doors, council: Council, firm: Firm) -> Heard:
    status, answer = doors.asked(council)
    if status == 503:
        return Heard("review", answer["detail"])
    if status != 200:
        raise ShutError(f"HTTP {status}: {answer}")
    kinds = [_OF_EFFECT[x["svat"]["status"]] for x in answer["responses"][firm.id]["results"]]
    return Heard(max(["clear", *kinds], key=STRICTER.index), " ".join(answer["problems"]))


def proof(doors: Doors, council: Council, firm: Firm) -> Heard:
    """The recorded verdict, where it is proven and computed again to the same bytes."""
    shown, again = doors.proven(council, firm)
    verdict = shown["document"]["verdict"]
    kind = verdict["status"]
    if not (shown["proven"] and again["same"]):
        kind = f"{kind} recorded, {again['replayed']['status']} replayed"
    return Heard(kind, " ".join(f["detail"] for f in verdict.get("findings", ())))


DOORS: dict[str, Callable[[Doors, Council, Firm], Heard]] = {
    "match terminal": match_terminal,
    "match page": match_page,
    "match JSON": match_json,
    "learn": learn,
    "settlement": settlement,
    "potential": potential,
    "report, deals": report_deals,
    "report, goods": report_goods,
    "screen": screen,
    "screen --batch": batch,
    "rescreen": rescreen,
    "yente": yente,
    "prove and replay": proof,
}
BLUNT = ("learn", "report, goods")  # doors that tell barred from open, and no more


def hear(doors: Doors, door: str, council: str, firm: Firm) -> Heard:
    """What a door says of a seller of a council; raises ShutError."""
    of = doors.councils[council]
    told: Heard = doors.once((door, council, firm.id), lambda: DOORS[door](doors, of, firm))
    return told


def plain(text: str) -> str:
    """Words to look for a sentence in, or a sentence to look for: letter case, line breaks and the last stop apart."""
    return " ".join(text.split()).casefold().rstrip(".")


def _alike(kinds: Mapping[str, str]) -> str:
    found = set(kinds.values())
    return found.pop() if len(found) == 1 else ", ".join(f"by {way} {kind}" for way, kind in kinds.items())
