"""Report, sending: the piece of HTML that stands ten times on every sheet: one partner, as a company gets to know it.

A template needs ten times as long for it. Every text from outside goes through `_text`, which escapes it.
"""

from __future__ import annotations

from functools import cache, lru_cache

from markupsafe import Markup, escape

from svat.notation import Written
from svat.report import words
from svat.report.environment import html
from svat.report.introductions.sending.languages import text_language
from svat.report.introductions.sending.naming import ReadableName
from svat.report.introductions.sending.view import ContactView, GoodsLine, PartnerView
from svat.wording import Said, Wording, say, wording

_REPEATED = {
    "offer": say("You offer"),
    "need": say("You need"),
    "needed": say("needed:"),
    "offered": say("offered:"),
    "why": say("Why"),
    "offers": say("It offers"),
    "seeks": say("It seeks"),
    "contact": say("Contact"),
    "spelt": say("Latin letters by us"),
    "no_code": say("goods given by their code alone"),
    "accept": say("We accept"),
    "decline": say("We decline"),
    "because": say("because:"),
    "both": say("Both sides have accepted."),
    "withheld": say(
        "Both sides have accepted. This partner is introduced by us: its contact is not passed on."
    ),
}
_OF_CODE = say("goods of HS {code}")
_PARTNER = say("Partner {place}")
_ACCEPTED, _DECLINED = say("You accepted on {day}."), say("You declined on {day}.")


@cache
def partner_pieces(language: str) -> PartnerPieces:
    """The pieces of sheets in one language."""
    return PartnerPieces(wording(language))


@lru_cache(maxsize=1 << 16)
def _text(text: str) -> str:
    """A text as HTML shows it; most stand many times."""
    return str(escape(text))


class PartnerPieces:
    """Partners on sheets in one language."""

    def __init__(self, said: Wording) -> None:
        self._said_by = said
        self._language = said.language
        self._w = w = {name: _text(said(text)) for name, text in _REPEATED.items()}
        self._open = (
            f'<span class="box">☐</span> {w["accept"]} <span class="box">☐</span> {w["decline"]} '
            f'<span class="reason">{w["because"]}</span>'
        )
        self._foreign = lru_cache(maxsize=1 << 16)(self._in_its_language)
        self._who = lru_cache(maxsize=1 << 16)(self._named)
        self._line = lru_cache(maxsize=1 << 16)(self._traded)
        self._country = cache(lambda code: _text(said.country(code)))
        self._day = cache(said.day)
        self._put = lru_cache(maxsize=1 << 12)(self._reason)

    def foreign(self, text: str) -> Markup:
        """A text from a roll, marked where it is in another language than the sheet."""
        return Markup(self._foreign(text))  # noqa: S704 - escaped

    def section(self, partner: PartnerView) -> Markup:
        """One partner, at its place."""
        w = self._w
        name, where = self._who(partner.name, partner.city, partner.country, partner.identifier)
        parts = [
            f'<section>\n<h2><span class="place">{partner.place}</span>\n<span class="name">',
            name or _text(self._said_by(_PARTNER, place=partner.place)),
            f'</span></h2>\n<p class="where">{where}</p>\n<dl>\n',
            *map(self._line, partner.lines),
        ]
        if partner.why:
            reasons = ". ".join(
                [self._put(x, x.template if isinstance(x, Said) else "") for x in partner.why]
            )
            parts.append(f"<dt>{w['why']}</dt>\n<dd>{reasons}.</dd>\n")
        if partner.offers:
            parts.append(f"<dt>{w['offers']}</dt>\n<dd>{self._listed(partner.offers)}</dd>\n")
        if partner.needs:
            parts.append(f"<dt>{w['seeks']}</dt>\n<dd>{self._listed(partner.needs)}</dd>\n")
        if partner.agreed:
            contact = self._contact(partner.contact) if partner.contact else w["withheld"]
            parts.append(f'<dt>{w["contact"]}</dt>\n<dd class="contact">{contact}</dd>\n')
        parts.append(f'</dl>\n<p class="answer">{self._answer(partner)}</p>\n</section>\n')
        return Markup("".join(parts))  # noqa: S704 - texts are escaped

    def _in_its_language(self, text: str) -> str:
        return self._marked(text, text_language(text))

    def _marked(self, text: str, code: str) -> str:
        if not code or code == self._language:
            return _text(text)
        return f'<span lang="{code}">{_text(text)}</span>'

    def _listed(self, texts: tuple[str, ...]) -> str:
        return "; ".join(map(self._foreign, texts))

    def _named(self, name: ReadableName | None, city: str, country: str, identifier: str) -> tuple[str, str]:
        """The name, "" where it waits, and what stands below it."""
        shown, where = "", []
        if name is not None:
            shown = self._marked(name.text, name.language)
            if name.original:
                code = f' lang="{name.original_language}"' if name.original_language else ""
                spelt = f" ({self._w['spelt']})" if name.spelt else ""
                where.append(f'<span class="original"{code}>{_text(name.original)}</span>{spelt} · ')
        if city:
            where.append(f"{self._foreign(city)}, ")
        where.append(self._country(country))
        if identifier:
            where.append(f" · {_text(identifier)}")
        return shown, "".join(where)

    def _traded(self, line: GoodsLine) -> str:
        w = self._w
        role, theirs = (w["offer"], w["needed"]) if line.sells else (w["need"], w["offered"])
        code = f' <span class="hs">HS {_text(words.code(line.hs))}</span>' if line.hs else ""
        return (
            f'<dt>{role}</dt>\n<dd>{self._goods(line.own, line.hs)} <span class="arrow">→</span> '
            f'<span class="role">{theirs}</span> {self._goods(line.theirs, line.hs)}{code}</dd>\n'
        )

    def _goods(self, text: str, hs: str) -> str:
        if text:
            return self._foreign(text)
        return _text(self._said_by(_OF_CODE, code=words.code(hs))) if hs else self._w["no_code"]

    def _reason(self, text: str, _template: str) -> str:
        return _text(html(text, self._said_by) if isinstance(text, Said | Written) else text)

    def _contact(self, contact: ContactView) -> str:
        parts = [self._w["both"], "\n"]
        if contact.person:
            parts.append(f"<b>{self._foreign(contact.person)}</b>")
            if contact.title:
                parts.append(f", {self._foreign(contact.title)}")
            if contact.languages:
                tongues = ", ".join(map(self._said_by.language_name, contact.languages))
                parts.append(f" ({_text(tongues)})")
            parts.append("<br>")
        parts.append(" · ".join(map(_text, filter(None, (contact.email, contact.phone, contact.website)))))
        if contact.address:
            parts.append(f"<br>{self._foreign(contact.address)}")
        return "".join(parts)

    def _answer(self, partner: PartnerView) -> str:
        answer = partner.answer
        if answer is None:
            return self._open
        return _text(self._said_by(_ACCEPTED if answer.accepted else _DECLINED, day=self._day(answer.day)))
