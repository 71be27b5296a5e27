"""Report, pages: the pieces of HTML that stand a hundred thousand times: a company's name, and one pair.

A template needs ten times as long for them. Every text from outside goes through `_text`, which escapes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from markupsafe import Markup, escape

from svat.notation import Written
from svat.report.environment import html
from svat.report.introductions.pages.companies import CompanyPage, PairView, Stated, StatedGoods
from svat.report.introductions.pages.indexes import CompanyState
from svat.report.introductions.pages.labels import Label
from svat.report.introductions.pages.trade import BothWays, TradeLine
from svat.wording import Foreign, Said, Wording


@lru_cache(maxsize=1 << 16)
def _text(text: str) -> str:
    """A text as HTML shows it; most stand many times."""
    return str(escape(text))


def company(label: Label, base: str, to: str = "") -> Markup:
    """A company's name with a link to its page, or to a place on it, then its other names, id and place."""
    place = f"#{to}" if to else ""
    others = "".join(f'<span class="o"{code}>{_text(name)}</span>' for name, code in label.others)
    return Markup(  # noqa: S704 - texts are escaped, addresses percent-encoded
        f'<a href="{base}companies/{label.page}{place}"{label.lang}>{_text(label.name)}</a>{others}'
        f'<span class="p">{_text(label.id)} · <span{label.place_lang}>{_text(label.place)}</span></span>'
    )


def state(listed: CompanyState | CompanyPage, words: Mapping[str, str]) -> Markup:
    """How a company's introductions stand, each kind that there is; `words` has {n} for how many."""
    parts = []
    if listed.clear:
        parts.append(f'<span class="k good">{words["n_clear"].format(n=listed.clear)}</span>')
    if listed.held:
        parts.append(f'<span class="k warn">{words["n_held"].format(n=listed.held)}</span>')
    if listed.left_out:
        parts.append(f'<span class="k">{words["left_out"]}</span>')
    return Markup(" ".join(parts))  # noqa: S704 - words are escaped


def line(listed: CompanyState, base: str, words: Mapping[str, str]) -> Markup:
    """A company as it stands in a list."""
    named, how = company(listed.company, base), state(listed, words)
    return Markup(f'<li>{named}<span class="st">{how}</span>\n')  # noqa: S704 - both are escaped


class CompanyPieces:
    """What a company's page has much of, in one language: its pairs and its profile."""

    def __init__(self, words: Wording, repeated: Mapping[str, Said], steps: Sequence[Said]) -> None:
        self._words = words
        self._w = {name: _text(words(text)) for name, text in repeated.items()}
        self._steps = ["", *(_text(words(text)) for text in steps)]
        heads = (self._w[name] for name in ("reason", "own_short", "theirs", "in_words"))
        self._head = (
            f'<details><summary>{self._w["reasons"]}</summary><table class="why"><thead><tr>'
            + "".join(f'<th scope="col">{head}' for head in heads)
            + "<tbody>"
        )
        self._hundredths = lru_cache(maxsize=1 << 14)(lambda value: words.fixed(value, 2))
        self._said = lru_cache(maxsize=1 << 14)(self._put)
        self._who: dict[str, str] = {}  # page of a company → its other names, id and place

    @property
    def words(self) -> Mapping[str, str]:
        """The words that stand on every page, escaped."""
        return self._w

    def page(self, page: CompanyPage, frame: Sequence[str]) -> str:
        """A whole page: `frame` is one of its shape, cut where companies have texts of their own."""
        own = page.label
        name = _text(own.name)
        others = "".join(f'<p class="as-on"{code}>{_text(other)}\n' for other, code in own.others)
        texts = [
            name,
            _text(own.id),
            own.place_lang,
            _text(own.place),
            own.lang,
            name,
            others,
            state(page, self._w),
        ]
        if page.pairs:
            texts.append("".join([self.pair(pair, own) for pair in page.pairs]))
        elif page.left_out:
            texts += (self._say(page.left_out.detail), self._say(page.left_out.advice))
        texts += [self._goods(goods) for goods in (page.offers, page.needs) if goods]
        texts.append(self._profile(page))
        after = (part for both in zip(texts, frame[1:], strict=True) for part in both)
        return "".join((frame[0], *after))

    def _goods(self, goods: Sequence[StatedGoods]) -> str:
        return "".join(
            f"<li><span{g.lang}>{self._say(g.text)}</span>"
            + (f' <span class="p">HS {_text(g.code)}</span>' if g.code else "")
            for g in goods
        )

    def _profile(self, page: CompanyPage) -> str:
        """What the roll says of a company, and its columns that are not svat's own."""
        stated = [f"<dt>{self._say(name)}<dd>{self._value(value)}" for name, value in page.profile]
        extra = [f"<dt>{_text(name)}<dd>{_text(value)}" for name, value in page.extra if value]
        return "\n".join((*stated, *extra))

    def _value(self, value: Stated) -> str:
        if isinstance(value, str):
            return self._say(value)
        return _text(self._words.day(value) if isinstance(value, date) else self._words.number(value))

    def _say(self, text: str) -> str:
        """A text in the language, escaped."""
        if isinstance(text, Said):
            return self._said(text, text.template)
        return _text(html(text, self._words) if isinstance(text, Written | Foreign) else text)

    def _put(self, text: Said, _template: str) -> str:
        return str(escape(html(text, self._words)))

    def pair(self, pair: PairView, own: Label) -> str:
        """The pair, as `own` has it on its shortlist."""
        w, partner = self._w, pair.partner
        state = (
            f'<span class="k warn">{w["held"]}</span>'
            if pair.held
            else f'<span class="k good">{w["clear"]}</span> <span class="p">{w["advice"]}</span>'
        )
        how = (
            f'<p class="how">{state} <span class="i">{w["own"]} {self._step(pair.own)}</span> '
            f'<span class="i">{w["theirs"]} {self._step(pair.theirs)}</span>'
        )
        parts = [
            f'<li id="{partner.anchor}"{" class=held" if pair.held else ""}><span class="no">{pair.place}</span>',
            f'<h3><a href="{partner.page}#{own.anchor}"{partner.lang}>{_text(partner.name)}</a></h3>',
            f'<p class="who">{self._of(partner)} <a class="here" href="#{partner.anchor}"',
            f' aria-label="{w["link"]}">#</a>',
            how,
            *(
                f'<p class="wait"><a href="../{x.link}">{_text(x.rule) or w["unsaid"]}</a>: {self._say(x.question)}'
                for x in pair.waiting
            ),
            *map(self._trade, pair.trades),
        ]
        if pair.more:
            more = self._words.plural("and {count} more line", "and {count} more lines", pair.more)
            parts.append(f'<span class="p">, {_text(more)}</span>')
        parts += [
            self._head,
            *map(self._reason, pair.reasons),
            "</table></details>\n",
        ]
        return "".join(parts)

    def _of(self, partner: Label) -> str:
        found = self._who.get(partner.page)
        if found is None:
            others = "".join(f"<span{code}>{_text(name)}</span> · " for name, code in partner.others)
            place = f"<span{partner.place_lang}>{_text(partner.place)}</span>"
            found = self._who[partner.page] = f"{others}{_text(partner.id)} · {place}"
        return found

    def _step(self, step: int) -> str:
        return f'<span class="s s{step}">{self._steps[step]}</span>'

    def _trade(self, line: TradeLine) -> str:
        w = self._w
        code = f"HS {line.hs}, {self._say(line.origin)}" if line.hs else w["no_code"]
        tied = f", {self._say(line.relation)}" if line.relation else ""
        return (
            f'<p class="l"><i>{w["sells"] if line.sells else w["buys"]}</i><span{line.offer_lang}>'
            f"{self._say(line.offer)}</span> ↔ <span{line.need_lang}>{self._say(line.need)}</span> "
            f'<span class="p">{code}, {w["similarity"]} {self._hundredths(line.similarity)}{tied}</span>'
        )

    def _reason(self, reason: BothWays) -> str:
        own = "" if reason.own is None else self._hundredths(reason.own)
        theirs = "" if reason.theirs is None else self._hundredths(reason.theirs)
        partner = (
            f'<span class="o">{self._w["partner"]} {self._say(reason.their_words)}</span>'
            if reason.their_words
            else ""
        )
        return (
            f'<tr><th scope="row">{self._say(reason.name)}<td>{own}<td>{theirs}'
            f"<td>{self._say(reason.own_words)}{partner}"
        )
