"""People, frame tags: django-allauth's pages in the application's frame: `{% framed %}title{% endframed %}`."""

from __future__ import annotations

from html import unescape
from typing import Any

from django.template import Library

from svat.web.templating import frame

register = Library()


@register.simple_block_tag(takes_context=True)
def framed(context: Any, content: str) -> str:
    """The frame above the page, with the title that the block says."""
    top, context["frame_bottom"] = frame(context["request"], " ".join(unescape(content).split()))
    return top
