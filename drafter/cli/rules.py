"""`drafter rules` and `drafter rule CODE`: what the checker knows."""

from typing import Annotated

import typer

from drafter.cli.common import Format, FormatOption, emit, emit_json, fields_of, guarded


@guarded
def rules(format: FormatOption = Format.text) -> int:
    """List the checker's rules."""
    from drafter.checker.rules import registry

    listed = registry().rules
    if format is Format.json:
        emit_json({"rules": [fields_of(rule) for rule in listed]})
    else:
        emit("\n".join(f"{rule.code}  {rule.severity:7}  {rule.name}: {rule.message}" for rule in listed))
    return 0


@guarded
def rule(
    code: Annotated[str, typer.Argument(metavar="CODE", help="Code or name of the rule.")],
    format: FormatOption = Format.text,
) -> int:
    """Show one rule: what it catches, why, what to write instead, and its examples."""
    from drafter.checker.pages import rule_page
    from drafter.checker.rules import registry

    found = registry().find(code)
    if format is Format.json:
        emit_json(fields_of(found))
    else:
        emit(rule_page(found))
    return 0
