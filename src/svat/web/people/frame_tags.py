"""People, frame tags: django-allauth's pages in the application's frame: `{% framed %}title{% endframed %}`.

What these pages say beyond django-allauth's own sentences is said by `{% ours "name" %}`, from svat's catalogues.
"""

from __future__ import annotations

from html import unescape
from typing import Any

from django.template import Library

from svat.web.templating import frame
from svat.wording import say, wording

register = Library()
SENTENCES = {
    "reset done": say(
        "If somebody here has this address, a mail with a link is on its way to it. Look into the folder of unwanted"
        " mail too, or ask an officer of the council."
    ),
    "codes": say(
        "Each code opens your account once where your phone or key is lost. Print them or write them down, and keep"
        " them apart from it."
    ),
    "secret": say("Secret, to type into the app where it cannot see the picture"),
    "kept": say("I have kept the codes"),
    "picture": say("Picture of the secret for the app's camera"),
    "lost": say("Where the phone or key is lost, type one of your recovery codes."),
}


@register.simple_block_tag(takes_context=True)
def framed(context: Any, content: str) -> str:
    """The frame above the page, with the title that the block says."""
    top, context["frame_bottom"] = frame(context["request"], " ".join(unescape(content).split()))
    return top


@register.simple_tag(takes_context=True)
def ours(context: Any, name: str) -> str:
    """One of our sentences, in the reader's language."""
    words = getattr(context["request"], "words", None) or wording("en")
    return words(SENTENCES[name])
