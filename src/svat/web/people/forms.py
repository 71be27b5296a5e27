"""People, forms: what people type, checked; every form lists its fields, whatever else is sent is passed over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from svat.council.template import contents
from svat.web.people.models import ROLES
from svat.web.words import role_word
from svat.wording import Wording, say, spoken, wording

_LONGEST = 200


class FirstRunForm(forms.Form):
    """The council, its corridor and its first officer."""

    council = forms.CharField(max_length=_LONGEST, label=say("Name of the council"))
    country = forms.RegexField(r"^[A-Z]{2}$", label=say("Country of the council, two letters"))
    a = forms.RegexField(r"^[A-Z]{2}$", required=False, label=say("Corridor from, two letters"))
    b = forms.RegexField(r"^[A-Z]{2}$", required=False, label=say("Corridor to, two letters"))
    corridor = forms.FileField(required=False, label=say("or the corridor's file, corridor.toml"))
    officer = forms.CharField(max_length=_LONGEST, label=say("Your name"))
    address = forms.EmailField(label=say("Your address of mail"))
    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        label=say("Password, 12 characters or more"),
    )
    second_factor = forms.BooleanField(
        required=False,
        initial=True,
        label=say("Demand a second factor of everybody but companies' own people"),
    )

    def clean_password(self) -> str:
        """Refuses a weak one."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        """A file, or two countries."""
        given = dict(self.cleaned_data)
        if not given.get("corridor") and not (given.get("a") and given.get("b")):
            raise ValidationError(say("name both countries of the corridor, or give its file"))
        return given

    def text(self) -> str:
        """The corridor's text: the file's, or the template's with both countries."""
        given = self.cleaned_data
        if given.get("corridor"):
            return bytes(given["corridor"].read(1 << 20)).decode("utf-8-sig", "replace")
        template = contents()["corridor.toml"].decode()
        for name in ("a", "b"):
            template = template.replace(f'{name} = "XX"', f'{name} = "{given[name]}"', 1)
        return template


class InvitationForm(forms.Form):
    """Whom to invite to what."""

    address = forms.CharField(
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        label=say("Address of mail"),
    )
    role = forms.ChoiceField(choices=[(x, x) for x in ROLES], label=say("Role"))
    language = forms.ChoiceField(choices=[(x, x) for x in spoken()], label=say("Language of the mail"))
    company = forms.CharField(max_length=16, required=False, label=say("Company, for the role of a company"))

    def __init__(self, words: Wording, *given: Any, **named: Any) -> None:
        """Roles and languages in the reader's words."""
        super().__init__(*given, **named)
        _choices(self, "role", {x: words(role_word(x)) for x in ROLES})
        _choices(self, "language", _languages())


class AcceptanceForm(forms.Form):
    """A new person's name and password."""

    person = forms.CharField(max_length=_LONGEST, label=say("Your name"))
    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        label=say("Password, 12 characters or more"),
    )

    def clean_password(self) -> str:
        """Refuses a weak one."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class ProfileForm(forms.Form):
    """A person's own settings."""

    person = forms.CharField(max_length=_LONGEST, label=say("Your name"))
    language = forms.ChoiceField(choices=[(x, x) for x in spoken()], label=say("Language"))
    keys_off = forms.BooleanField(required=False, label=say("Switch single keys off"))

    def __init__(self, *given: Any, **named: Any) -> None:
        """Languages by their own names."""
        super().__init__(*given, **named)
        _choices(self, "language", _languages())


class CouncilForm(forms.Form):
    """The council's name and rules."""

    council = forms.CharField(max_length=_LONGEST, label=say("Name of the council"))
    second_factor = forms.BooleanField(
        required=False, label=say("Demand a second factor of everybody but companies' own people")
    )
    two_person_rule = forms.BooleanField(
        required=False, label=say("Two people for every ruling: one proposes, another seconds")
    )
    chair_approves = forms.BooleanField(
        required=False, label=say("The chair approves introductions before companies see them")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class CodeForm(forms.Form):
    """One of the recovery codes, to show that they were kept."""

    code = forms.CharField(
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        label=say("One of the codes"),
    )


def _languages() -> dict[str, str]:
    return {code: wording(code).language_name(code) for code in spoken()}


def _choices(form: forms.Form, name: str, choices: dict[str, str]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField), name
    field.choices = list(choices.items())
