"""Law, proof: frozen dataclasses as JSON objects and back, so that every input of a verdict can be written down.

A field that has its default is left out: a dataclass may grow by a field with a default and old documents stay
readable, new ones of the same facts stay the same.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Generic, Literal, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from svat.law.proof.canonical import JsonObject, checked, number
from svat.wording import unusable

T = TypeVar("T")
_NONE: Any = object()


class _Way(NamedTuple):
    """How one type is written, and read back with the place for complaints."""

    write: Callable[[Any], Any]
    read: Callable[[Any, str], Any]


class _Field(NamedTuple):
    name: str
    default: Any  # _NONE where the field must be given
    way: _Way


class Codec(Generic[T]):
    """One dataclass of text, numbers, dates, decimals, tuples, sets, mappings and such dataclasses."""

    def __init__(
        self,
        cls: type[T],
        *,
        keep: Collection[str] | None = None,
        instead: Mapping[str, Any] | None = None,
        using: Mapping[type, Codec[Any]] | None = None,
        always: Collection[str] = (),
        only: Mapping[str, Callable[[T], Any]] | None = None,
    ) -> None:
        """`keep` names the fields to write (default: all), `instead` values to read for fields never written.
        `only` makes of the item what is written for a field of which not all is to be written.

        `always` names fields to write even when they have their default. `using` gives codecs for dataclasses among
        the fields. Raises TypeError for a field of a type unknown here.
        """
        assert dataclasses.is_dataclass(cls)
        self.cls = cls
        self.instead = dict(instead or {})
        hints = get_type_hints(cls)
        self._fields = tuple(
            _Field(field.name, _default(field), _way(hints[field.name], using or {}))
            for field in dataclasses.fields(cls)
            if (keep is None or field.name in keep) and field.name not in self.instead
        )
        self._names = frozenset(field.name for field in self._fields)
        self._always = frozenset(always)
        self._only = dict(only or {})

    def write(self, item: T) -> JsonObject:
        """The object, without what has its default."""
        out: JsonObject = {}
        for name, default, way in self._fields:
            value = self._only[name](item) if name in self._only else getattr(item, name)
            if default is _NONE or value != default or name in self._always:
                out[name] = way.write(value)
        return out

    def read(self, value: object, where: str) -> T:
        """The dataclass again. Raises UnusableInput naming place, key and reason."""
        if not isinstance(value, dict):
            raise unusable("{file}: {value} is no object", file=where, value=f"{value!r:.60}")
        if unknown := sorted(set(value) - self._names):
            raise unusable(
                "{file}: key {unknown} is not known to this version of svat",
                file=where,
                unknown=repr(unknown[0]),
            )
        given = dict(self.instead)
        for name, default, way in self._fields:
            if name in value:
                given[name] = way.read(value[name], f"{where}.{name}")
            elif default is _NONE:
                raise unusable("{file}: key {name} is missing", file=where, name=repr(name))
        return self.cls(**given)


class Once(Codec[T]):
    """The same, writing each object once: what many cases share becomes one and the same JSON object."""

    def __init__(
        self,
        cls: type[T],
        *,
        keep: Collection[str] | None = None,
        only: Mapping[str, Callable[[T], Any]] | None = None,
    ) -> None:
        super().__init__(cls, keep=keep, only=only)
        self._memo: dict[
            int, tuple[T, JsonObject]
        ] = {}  # id of an item → it (so that its id stays its own), its object

    def write(self, item: T) -> JsonObject:
        """The object of this very item, made when first asked for."""
        found = self._memo.get(id(item))
        if found is None:
            found = self._memo[id(item)] = (item, super().write(item))
        return found[1]


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default is not dataclasses.MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not dataclasses.MISSING else _NONE


def _way(hint: Any, using: Mapping[type, Codec[Any]]) -> _Way:
    """How values of a type are written and read."""
    origin, args = get_origin(hint), get_args(hint)
    if hint is Any:
        return _Way(lambda v: checked(v, "a value on record"), checked)
    if isinstance(hint, type) and (hint in using or dataclasses.is_dataclass(hint)):
        codec = using.get(hint) or Codec(hint, using=using)
        return _Way(codec.write, codec.read)
    if origin in (Union, types.UnionType) and len(args) == 2 and type(None) in args:
        inner = _way(next(a for a in args if a is not type(None)), using)
        return _Way(
            lambda v: None if v is None else inner.write(v),
            lambda v, where: None if v is None else inner.read(v, where),
        )
    if origin is tuple and args[-1:] == (...,):
        return _many(_way(args[0], using), tuple, list)
    if origin is tuple:
        return _fixed([_way(arg, using) for arg in args])
    if origin is frozenset:
        return _many(_way(args[0], using), frozenset, sorted)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        inner = _way(args[1], using)
        return _Way(
            lambda v: {key: inner.write(item) for key, item in v.items()},
            lambda v, where: {k: inner.read(x, f"{where}.{k}") for k, x in _is(dict, v, where).items()},
        )
    if origin is Literal:
        return _Way(lambda v: v, lambda v, where: _one_of(args, v, where))
    if hint in _PLAIN:
        return _PLAIN[hint]
    raise TypeError(f"no way to write a {hint}")


def _many(inner: _Way, make: Callable[[Any], Any], order: Callable[[Any], Any]) -> _Way:
    return _Way(
        lambda v: order(inner.write(item) for item in v),
        lambda v, where: make(inner.read(x, f"{where}[{k}]") for k, x in enumerate(_is(list, v, where))),
    )


def _fixed(inner: list[_Way]) -> _Way:
    def read(value: Any, where: str) -> tuple[Any, ...]:
        if len(_is(list, value, where)) != len(inner):
            raise unusable(
                "{file}: {value} has not {count} values", file=where, value=f"{value!r:.60}", count=len(inner)
            )
        return tuple(
            way.read(x, f"{where}[{k}]") for k, (way, x) in enumerate(zip(inner, value, strict=True))
        )

    return _Way(lambda v: [way.write(item) for way, item in zip(inner, v, strict=True)], read)


def _is(kind: type[T], value: Any, where: str) -> T:
    if type(value) is not kind:
        raise unusable("{file}: {value} is not of the kind expected here", file=where, value=f"{value!r:.60}")
    return value


def _one_of(choices: tuple[Any, ...], value: Any, where: str) -> Any:
    if value not in choices:
        raise unusable(
            "{file}: {value} is not one of {choices}",
            file=where,
            value=f"{value!r:.60}",
            choices=", ".join(map(str, choices)),
        )
    return value


def _read_float(value: Any, where: str) -> float:
    return float(value if type(value) is int else _is(float, value, where))


def _read_date(value: Any, where: str) -> date:
    try:
        return date.fromisoformat(_is(str, value, where))
    except ValueError:
        raise unusable(
            "{file}: {value} is not a date such as 2026-03-01", file=where, value=repr(value)
        ) from None


def _read_decimal(value: Any, where: str) -> Decimal:
    try:
        return Decimal(_is(str, value, where))
    except InvalidOperation:
        raise unusable("{file}: {value} is not a number", file=where, value=repr(value)) from None


def _read_fraction(value: Any, where: str) -> Fraction:
    try:
        return Fraction(_is(str, value, where))
    except (ValueError, ZeroDivisionError):
        raise unusable(
            "{file}: {value} is not a fraction such as 3/5", file=where, value=repr(value)
        ) from None


_PLAIN: dict[Any, _Way] = {
    str: _Way(str, lambda v, where: _is(str, v, where)),
    bool: _Way(lambda v: v, lambda v, where: _is(bool, v, where)),
    int: _Way(lambda v: v, lambda v, where: _is(int, v, where)),
    float: _Way(number, _read_float),
    date: _Way(date.isoformat, _read_date),
    Decimal: _Way(str, _read_decimal),
    Fraction: _Way(str, _read_fraction),
}
