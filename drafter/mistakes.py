"""What msgspec finds wrong with a value, said for whoever wrote it."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from drafter.places import Keys, dotted
from drafter.regex import expression
from drafter.text import nearest

_AT = expression(r"^(?P<what>.*?)(?: - at `(?:key in )?\$(?P<path>.*)`)?$", re.DOTALL)
_UNKNOWN = expression(r"unknown field `(?P<key>[^`]*)`")
_OWN = expression(r"`(?P<key>\w+)(?:\[(?P<index>\d+)\])?`")
"""How an error of drafter's own begins, with the key inside the value that it is found in."""
_STEP = expression(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")
_SOME_KEY = "..."
"""How msgspec names a key of a dictionary."""


def explained(error: Exception | str, into: Any, table: Any = None) -> tuple[str, Keys]:
    """What is wrong with a value that is not of type `into`, its key in front, and the way to that key.

    With `table`, the value itself, keys of dictionaries are named too; it is used up.
    """
    match = _AT.match(str(error))
    what = match["what"] if match else str(error)
    path = (match["path"] if match else None) or ""
    keys: Keys = [name or (int(index) if index.isdigit() else index) for name, index in _STEP.findall(path)]
    if table is not None:
        keys = _named(keys, str(error), into, table)
    unknown = _UNKNOWN.search(what)
    if unknown:
        known = [field.encode_name for kind in _each(_at(into, keys)) for field in getattr(kind, "fields", ())]
        meant = nearest(unknown["key"], known)
        keys.append(unknown["key"])
        mended = f"did you mean {meant!r}?" if meant else f"the keys are {', '.join(known)}"
        return f"unknown key {dotted(keys)!r}: {mended}", keys
    if what.startswith("Invalid enum value"):
        what += f": one of {', '.join(_choices(into, keys))}"
    own = _OWN.match(what)
    inner: Keys = [own["key"], *([int(own["index"])] if own["index"] else [])] if own else []
    return (f"{dotted(keys)}: {what}" if keys else what), [*keys, *inner]


def _named(keys: Keys, message: str, into: Any, table: Any) -> Keys:
    """The keys with the first key of each dictionary that leads to the message."""
    place = table
    named: Keys = []
    for key in keys:
        named.append(_first_wrong(place, message, into, table) if key == _SOME_KEY else key)
        place = place[named[-1]]
    return named


def _first_wrong(place: dict[str, Any], message: str, into: Any, table: Any) -> str:
    """The key with which a dictionary within the table, filled anew one by one, leads to the message."""
    items = list(place.items())
    place.clear()
    for key, value in items:
        place[key] = value
        if _message(table, into) == message:
            return key
    raise AssertionError(message)


def _message(table: Any, into: Any) -> str:
    try:
        msgspec.convert(table, into, strict=True)
    except msgspec.ValidationError as error:
        return str(error)
    return ""


def _choices(into: Any, keys: Keys) -> list[str]:
    """What may stand where the keys lead to in a value of type `into`."""
    found: list[str] = []
    for kind in _each(_at(into, keys)):
        if isinstance(kind, msgspec.inspect.LiteralType):
            found += map(str, kind.values)
        elif isinstance(kind, msgspec.inspect.EnumType):
            found += [member.value for member in kind.cls]
    return found


def _at(into: Any, keys: Keys) -> list[msgspec.inspect.Type]:
    """The types of what the keys lead to in a value of type `into`."""
    kinds = [msgspec.inspect.type_info(into)]
    for key in keys:
        kinds = [inner for kind in _each(kinds) for inner in _inner(kind, key)]
    return kinds


def _each(kinds: list[msgspec.inspect.Type]) -> list[msgspec.inspect.Type]:
    """The types with unions taken apart."""
    return [each for kind in kinds for each in (kind.types if isinstance(kind, msgspec.inspect.UnionType) else (kind,))]


def _inner(kind: msgspec.inspect.Type, key: str | int) -> list[msgspec.inspect.Type]:
    """The type of what stands under the key in a value of type `kind`."""
    if isinstance(kind, msgspec.inspect.StructType):
        return [field.type for field in kind.fields if field.encode_name == key]
    if isinstance(kind, msgspec.inspect.DictType):
        return [kind.value_type]
    if isinstance(kind, (msgspec.inspect.ListType, msgspec.inspect.VarTupleType)):
        return [kind.item_type]
    return []
