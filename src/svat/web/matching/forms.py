"""Matching, forms: what a run is asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import forms

from svat.web.fields import DayField
from svat.wording import say


class RunForm(forms.Form):
    """Day, length of lists, fairness, and whether to change as little as needed."""

    day = DayField(label=say("Day whose law counts"))
    shortlist = forms.IntegerField(
        min_value=1, max_value=50, initial=10, label=say("The longest that a company's list may be")
    )
    alpha = forms.DecimalField(
        min_value=0, max_value=1, decimal_places=2, initial=1,
        label=say("Fairness: 1 the most matches, 0 the most even"),
    )  # fmt: skip
    leads_on = forms.BooleanField(
        required=False, initial=True, label=say("Change as little as needed of what was published last")
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["day"].initial = datetime.now(UTC).date()
