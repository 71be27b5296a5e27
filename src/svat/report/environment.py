"""Report: the templates and styles that all pages share."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import InternationalizationExtension
from markupsafe import Markup, escape

from svat.notation import Written
from svat.wording import SOURCE, Foreign, Said, Wording, wording


def environment(words: Wording | None = None) -> Environment:
    """Where every page's templates come from, in one language (English unless told), with the words that they use.

    What `say` and svat.notation made is put into the language wherever a template shows it; other text stays as it is.
    """
    return _environment((words or wording(SOURCE)).language)


@cache
def _environment(language: str) -> Environment:
    words = wording(language)

    def in_language(value: Any) -> Any:
        return html(value, words) if isinstance(value, Said | Written | Foreign) else value

    made = Environment(
        loader=PackageLoader("svat.report"),
        autoescape=True,  # always, whatever a template is called: names come from strangers
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=in_language,
        extensions=[InternationalizationExtension],
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]  # the extension's
        words.catalogue.gettext, words.catalogue.ngettext, newstyle=True
    )
    made.filters |= {
        "number": words.number,
        "fixed": words.fixed,
        "percent": words.percent,
        "day": words.day,
        "count": words.count,
        "said": words,  # for texts that a template hands on: joined, capitalized, in an attribute of an attribute
    }
    made.globals["language"] = words.language
    return made


def html(text: str, words: Wording) -> str:
    """What was said, in a language; parts that stay in another one are marked as being in it."""
    if isinstance(text, Foreign):
        text = words.table(text)
    if isinstance(text, Foreign) and text.language != words.language:
        return Markup('<span lang="{}">{}</span>').format(text.language, str(text))
    if not isinstance(text, Said) or not _holds_foreign(text, words):
        return words(text) if isinstance(text, Said | Written) else text
    template, values = words.apart(text)
    shown = {
        name: html(x, words) if isinstance(x, Said | Foreign) else words.value(x)
        for name, x in values.items()
    }
    return Markup(escape(template)).format(**shown)  # noqa: S704 - escaped, and so is what is put in


def _holds_foreign(text: Said, words: Wording) -> bool:
    return any(
        _holds_foreign(x, words)
        if isinstance(x, Said)
        else isinstance(x, Foreign) and x.language != words.language and words.table(x) is x
        for x in text.given
    )


def style(*names: str) -> Markup:
    """Style sheets of the product, one after the other."""
    folder = files("svat.report")
    return Markup("".join(folder.joinpath(name).read_text("utf-8") for name in names))  # noqa: S704 - own files
