"""The web application, address filter: what a list is asked for as its address says it, always in one form."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Mapping
from dataclasses import fields
from typing import Any, ClassVar, Self
from urllib.parse import urlencode

from django.core.exceptions import BadRequest


class AddressFilter:
    """The part that all filters share; each is a frozen dataclass of texts, named as in the address."""

    __slots__ = ()
    LONGEST: ClassVar[int] = 200  # characters of a value

    @classmethod
    def known(cls) -> Mapping[str, Container[str]]:
        """By field the values that there are; of a field that is not named any."""
        return {}

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Self:
        """The filter of an address. Raises BadRequest for a value that is none."""
        found = {x: _clean(given.get(x, ""), cls.LONGEST) for x in names_of(cls)}
        for name, known in cls.known().items():
            if found[name] not in known:
                raise BadRequest(name)
        return cls(**found)

    @property
    def query(self) -> str:
        """As an address has it; what is empty is left out."""
        return urlencode({x: value for x in names_of(type(self)) if (value := getattr(self, x))})


def names_of(kind: type[AddressFilter]) -> tuple[str, ...]:
    """The names of a filter's values."""
    return tuple(x.name for x in fields(kind))  # type: ignore[arg-type]  # every one is a dataclass


def _clean(value: Any, longest: int) -> str:
    """Composed, without what no database keeps; a space at the end stays: it says that a syllable is finished."""
    return unicodedata.normalize("NFC", str(value)).replace("\0", "")[:longest]
