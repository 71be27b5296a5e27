"""Lists, forms: what a person says of a list that they upload."""

from __future__ import annotations

from typing import Any

from django import forms

from svat.council.lists import kinds
from svat.web.fields import DayField
from svat.wording import say


class ManyFiles(forms.FileInput):
    """Where several files are chosen."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, which the action checks."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """As they are."""
        del initial
        return data


class ListUploadForm(forms.Form):
    """Publisher, kind and date of a list; its files are read beside it."""

    publisher = forms.RegexField(
        r"^[\w][\w .-]*$", max_length=40, label=say("Publisher, such as OFAC, UN, EU or UK")
    )
    kind = forms.ChoiceField(label=say("Kind of files"))
    version = DayField(label=say("Date of the list, not of the download"))
    sent = FilesField( label=say("Files as the publisher issues them; of OFAC sdn.csv, alt.csv and add.csv"),
        required=False,
    )  # fmt: skip
    covers = forms.CharField(
        max_length=300,
        required=False,
        label=say("Other publishers whose lists the file holds too, by commas"),
    )
    accept_fewer = forms.BooleanField(
        required=False,
        label=say(
            "It is whole, though it has far fewer entries than such a list, or the version before, holds"
        ),
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["kind"].choices = [("", "–"), *((x, x) for x in kinds())]  # type: ignore[attr-defined]
