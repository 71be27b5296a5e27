"""The web application, fields: kinds of form fields that several pages have."""

from __future__ import annotations

from typing import Any

from django import forms

_ISO = "%Y-%m-%d"


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar; that wants it as ISO 8601 whatever the page's language."""

    def __init__(self, **given: Any) -> None:
        widget = forms.DateInput(format=_ISO, attrs={"type": "date"})
        super().__init__(widget=widget, input_formats=[_ISO], **given)
