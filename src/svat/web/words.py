"""The web application, words: how roles, states, actions and people are called on pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svat.web.paging import COUNTED
from svat.wording import Wording, say

if TYPE_CHECKING:
    from svat.web.people.models import User

ROLES = {
    "officer": say("officer of the council"),
    "reviewer": say("reviewer"),
    "chair": say("chair"),
    "company": say("a company's own person"),
    "auditor": say("auditor"),
}
STATES = {
    "open": say("open"),
    "used": say("used"),
    "revoked": say("taken back"),
    "expired": say("too old"),
    "waiting": say("being read"),
    "previewed": say("to be looked at"),
    "unreadable": say("cannot be read"),
    "applying": say("being applied"),
    "applied": say("in force"),
    "undoing": say("being undone"),
    "undone": say("not in force any more"),
    "discarded": say("discarded"),
    "running": say("running"),
    "done": say("done"),
    "failed": say("failed"),
    "cancelled": say("cancelled"),
    "stored": say("stored"),
    "refused": say("refused"),
    "asked": say("to be decided"),
    "decided": say("decided"),
    "gone": say("no longer found"),
    "taken back": say("taken back"),
    "draft": say("draft"),
    "proposed": say("waits for the chair"),
    "published": say("published"),
    "superseded": say("replaced by a later one"),
    "withdrawn": say("withdrawn"),
    "clear": say("clear"),
    "accepted": say("accepted"),
    "declined": say("declined"),
    "held": say("held for a decision"),
}
TURNS = {
    "newly hit": say("newly hit"),
    "newly near": say("newly near"),
    "ruling lapsed": say("ruling lapsed"),
    "changed": say("changed"),
    "no longer listed": say("no longer listed"),
    "cleared": say("cleared"),
    "milder": say("milder"),
}


KINDS_OF_FILES = {
    "rolls": say("the rolls"),
    "lists": say("the lists"),
    "case file": say("the case file"),
    "measures": say("the council's measures"),
    "corridor": say("the corridor's file"),
    "wishes": say("the council's wishes"),
    "decisions": say("companies' answers"),
    "codes": say("the codes of goods"),
}


EVENTS = {
    "shown": say("shown to both"),
    "hidden": say("no longer shown"),
    "accepted": say("accepted"),
    "declined": say("declined"),
    "agreed": say("both have accepted"),
    "contact given": say("contact given"),
}


def event_word(kind: str) -> str:
    """What became of an introduction, in words."""
    return EVENTS.get(kind, kind)


def kind_word(kind: str) -> str:
    """A kind of files in words."""
    return KINDS_OF_FILES.get(kind, kind)


def turn_word(turn: str) -> str:
    """How a company turned between two screenings, in words."""
    return TURNS.get(turn, turn)


ACTIONS = {
    "found council": say("found the council"),
    "accept invitation": say("accept an invitation"),
    "recover factor on server": say("take a second factor away on the server"),
    "change sign-in": say("change how one signs in"),
    "invite": say("invite"),
    "revoke invitation": say("take an invitation back"),
    "resend invitation": say("send an invitation again"),
    "end role": say("end a role"),
    "propose factor recovery": say("propose to take a second factor away"),
    "second factor recovery": say("take a second factor away"),
    "withdraw factor recovery": say("withdraw a proposal"),
    "keep recovery codes": say("show that recovery codes are kept"),
    "change council": say("change the council's rules"),
    "change profile": say("change one's profile"),
    "hand over mail": say("hand a mail over"),
    "send mail again": say("send a mail again"),
    "leave mail": say("leave a mail as it is"),
    "keep bounces": say("keep that mails came back"),
    "change corridor": say("change a corridor"),
    "upload roll": say("upload a roll"),
    "map headings": say("say what headings mean"),
    "apply import": say("apply an import"),
    "undo import": say("undo an import"),
    "discard import": say("discard an import"),
    "correct company": say("correct a company"),
    "correct companies": say("correct several companies"),
    "undo correction": say("undo a correction"),
    "merge companies": say("merge companies"),
    "tell companies apart": say("tell companies apart"),
    "tell many apart": say("tell several pairs apart"),
    "undo telling apart": say("take back that companies were told apart"),
    "undo bulk": say("undo a change of many"),
    "unmerge companies": say("take a merge back"),
    "confirm listing": say("confirm a listing"),
    "confirm listings": say("confirm listings"),
    "undo confirmations": say("undo confirmations"),
    "save view": say("save a view"),
    "forget view": say("delete a view"),
    "take list away": say("take a list away"),
    "propose codes": say("ask for codes"),
    "decide hit": say("decide a hit"),
    "second hit": say("confirm a proposal"),
    "ask for review screening": say("have all companies screened for review"),
    "add case row": say("add to the case file"),
    "take case row back": say("take a row of the case file back"),
    "ask for proof": say("ask for the proof of a verdict"),
    "keep proof": say("keep the proof of a verdict"),
    "keep hits": say("keep what screening found"),
    "ask for run": say("have introductions computed"),
    "cancel run": say("leave a draft of introductions"),
    "propose run": say("propose introductions to the chair"),
    "send run back": say("send introductions back"),
    "publish run": say("publish introductions"),
    "withdraw run": say("withdraw introductions"),
    "ask for check of introductions": say("have introductions checked against today's law"),
    "settle wish": say("settle a wish of the council"),
    "undo wish": say("take a wish of the council back"),
    "ask price": say("ask what a control costs"),
    "set least fit": say("say how well goods must fit to be shown"),
    "keep price": say("keep what a control costs"),
    "keep draft": say("keep a draft of introductions"),
    "fail run": say("keep why introductions cannot be computed"),
    "take wishes": say("take the wishes of a folder"),
    "check introductions": say("check introductions against today's law"),
    "write to companies": say("write to companies"),
    "ask for a lesson": say("have looked at what answers teach"),
    "keep lesson": say("keep what answers teach"),
    "switch learning": say("let answers teach, or not"),
    "upload list": say("upload a list"),
    "accept fewer entries": say("take a list with fewer entries"),
    "discard list": say("leave a list"),
    "read lists again": say("have the lists read again"),
    "ask for rescreening": say("have all companies screened again"),
    "ask for comparison": say("compare two versions of a list"),
    "store list": say("store a list"),
    "refuse list": say("refuse a list"),
    "read list folder": say("read the folder of lists"),
    "keep rescreening": say("keep who turned"),
    "forget person": say("forget a person"),
    "answer introduction": say("answer an introduction"),
    "give contact": say("give one's contact"),
    "switch reminders": say("switch reminders"),
    "ask the council": say("ask the council"),
    "take request back": say("take a request back"),
    "take data out": say("take a company's data out"),
    "do request": say("do what a company asks for"),
    "refuse request": say("refuse what a company asks for"),
    "forget company": say("forget a company"),
}


def action_word(action: str) -> str:
    """An action in words."""
    return ACTIONS.get(action, action)


def name_of(user: User) -> str:
    """A person's name; of one who was forgotten, a number."""
    if user.forgotten:
        return say("former member {number}", number=user.pk)
    return user.name or user.email


def role_word(role: str) -> str:
    """A role in words."""
    return ROLES.get(role, role)


def state_word(state: str) -> str:
    """A state in words."""
    return STATES.get(state, state)


def hs_code(code: str) -> str:
    """An HS code as it is printed.

    >>> from svat.web.words import hs_code
    >>> hs_code("090210"), hs_code("0902")
    ('0902.10', '0902')
    """
    return f"{code[:4]}.{code[4:]}" if len(code) > 4 else code


LISTING_ANSWERS = {"service": say("service"), "too vague": say("too vague: ask"), "goods": say("goods")}


def listing_word(answer: str) -> str:
    """What a listing was confirmed to be, in words."""
    return LISTING_ANSWERS.get(answer, answer)


def count_word(count: int, words: Wording, most: int = COUNTED) -> str:
    """How many there are, as far as they are counted.

    >>> from svat.web.words import count_word
    >>> from svat.wording import wording
    >>> count_word(1_000, wording("en"), 1_000), count_word(1_001, wording("en"), 1_000)
    ('1,000', '1,000+')
    """
    return f"{words.number(most)}+" if count > most else words.number(count)
