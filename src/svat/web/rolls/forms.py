"""Rolls, forms: a file of a side, and what its headings mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from svat.council.roll_files import ENCODINGS
from svat.council.rolls import CANONICAL
from svat.web.rolls.actions import NOT_OURS
from svat.web.rolls.queries import SideState
from svat.wording import Wording, say


class UploadForm(forms.Form):
    """Which side, which file, and whether it takes the place of those before."""

    side = forms.ChoiceField(label=say("Side"))
    file = forms.FileField(label=say("File (XLSX, XLS, ODS, CSV, Parquet)"), allow_empty_file=True)
    replaces = forms.ChoiceField(label=say("What it does"))

    def __init__(self, sides: Sequence[SideState], words: Wording, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        several = len({x.corridor.pk for x in sides}) > 1
        side, replaces = self.fields["side"], self.fields["replaces"]
        assert isinstance(side, forms.ChoiceField)
        assert isinstance(replaces, forms.ChoiceField)
        side.choices = [
            (
                f"{x.corridor.key}:{x.side}",
                words.country(x.country) + (f" ({x.corridor.title})" if several else ""),
            )
            for x in sides
        ]
        replaces.choices = [
            ("", words(say("add its companies to the roll"))),
            ("yes", words(say("take the place of the files before it"))),
        ]
        replaces.required = False


class MappingForm(forms.Form):
    """What the headings mean that stand in a file, in their order; the encoding; add or replace."""

    version = forms.IntegerField(min_value=1)
    encoding = forms.ChoiceField(required=False, choices=[("", ""), *((x, x) for x in ENCODINGS)])
    replaces = forms.ChoiceField(required=False, choices=[("", ""), ("yes", "yes")])

    def __init__(self, headings: Sequence[str], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.headings = headings
        for number in range(len(headings)):
            self.fields[f"map-{number}"] = forms.ChoiceField(
                required=False, choices=[(x, x) for x in ("", NOT_OURS, *CANONICAL)]
            )

    def mapping(self) -> dict[str, str]:
        """Heading → what somebody says that it means; headings of which nobody says anything are left out."""
        found = ((x, self.cleaned_data[f"map-{number}"]) for number, x in enumerate(self.headings))
        return {heading: canonical for heading, canonical in found if canonical}

    def asked(self) -> set[str]:
        """The headings that the page asked of: of others nothing is said by leaving them out."""
        return {x for number, x in enumerate(self.headings) if f"map-{number}" in self.data}
