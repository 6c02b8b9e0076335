"""Rows of a YAML file: a list, with the line that each item begins on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from drafter.errors import InputError
from drafter.text import decode, read_source

MAX_FILE = 20_000_000
"""Bytes of a YAML file, which is read as a whole."""


class _Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """Every scalar is text, but for null: `language: no` is Norwegian, and `id: 007` keeps its noughts.

    Nothing else is resolved, so no tag makes an object and no merge key multiplies.
    """


_NULL = "tag:yaml.org,2002:null"
_Loader.add_implicit_resolver(_NULL, re.compile(r"(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
_Loader.add_constructor(_NULL, lambda loader, node: None)  # noqa: ARG005


def yaml_rows(path: Path) -> Iterator[tuple[int, Any]]:
    """The items of the list in `path`, each with its line; raises InputError that names file and line."""
    loader = _Loader(decode(read_source(path, limit=MAX_FILE), str(path)))
    try:
        node = loader.get_single_node()
        if not isinstance(node, yaml.SequenceNode):
            raise InputError(f"{path}: a YAML file of cases is a list: begin each case with `- `")
        for item in node.value:
            yield item.start_mark.line + 1, loader.construct_object(item, deep=True)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be parsed"
        raise InputError(f"{path}:{mark.line + 1 if mark else '?'}: no valid YAML: {what}") from None
    except RecursionError:
        raise InputError(f"{path}: the YAML is nested too deeply") from None
