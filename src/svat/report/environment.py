"""Report: the templates and styles that all pages share."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from svat import notation


@cache
def environment() -> Environment:
    """Where every page's templates come from, with the words that they use."""
    made = Environment(
        loader=PackageLoader("svat.report"),
        autoescape=True,  # always, whatever a template is called: names come from strangers
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "number": notation.number,
        "fixed": notation.fixed,
        "percent": notation.percent,
        "day": notation.day,
        "count": notation.count,
    }
    return made


def style(*names: str) -> Markup:
    """Style sheets of the product, one after the other."""
    folder = files("svat.report")
    return Markup("".join(folder.joinpath(name).read_text("utf-8") for name in names))  # noqa: S704 - own files
