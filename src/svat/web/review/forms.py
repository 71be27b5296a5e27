"""Review, forms: what a reviewer says of a hit."""

from __future__ import annotations

from django import forms

from svat.web.fields import DayField
from svat.wording import say

SAID = (
    ("cleared", say("No: this party is not the listed one")),
    ("confirmed", say("Yes: it is the listed one")),
)


class DecisionForm(forms.Form):
    """Whether it is the listed one, why, and until when that holds."""

    said = forms.ChoiceField(choices=SAID, widget=forms.RadioSelect, label=say("Is it the listed one?"))
    reason = forms.CharField(
        max_length=4_000, widget=forms.Textarea(attrs={"rows": 4}),
        label=say("Why: what is known of the two, and from where"),
    )  # fmt: skip
    expires = DayField(label=say("Holds until, then it is asked again"))


class SecondForm(forms.Form):
    """What the second person has looked at."""

    reason = forms.CharField(
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=say("What you have looked at yourself"),
    )


class ProofForm(forms.Form):
    """Of which pair and day a proof is asked for."""

    a = forms.CharField(max_length=200, label=say("Company of the first side, by identifier"))
    b = forms.CharField(max_length=200, label=say("Company of the second side, by identifier"))
    day = DayField(label=say("Whose law"))
