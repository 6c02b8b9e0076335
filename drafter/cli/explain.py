"""`drafter explain`: the stance, how the decision fell, and what would have changed it."""

from typing import TYPE_CHECKING

from drafter.cli.common import (
    Format,
    FormatOption,
    ProfileOption,
    RequestFile,
    StanceOption,
    emit,
    emit_json,
    fields_of,
    find_profile,
    guarded,
    line_and_column,
    printable_line,
    request_source,
    underline,
    warn_of_garbling,
)

if TYPE_CHECKING:
    from drafter.stance import Assessment, Change, Evidence

_BEFORE, _AFTER = 30, 70
"""Characters of a line that are shown before and after the start of the evidence."""


@guarded
def explain(
    file: RequestFile, profile: ProfileOption = None, stance: StanceOption = None, format: FormatOption = Format.text
) -> int:
    """Tell which stance a message calls for, why, and what would have changed it."""
    from drafter.deciding.alternatives import changes_of
    from drafter.profile import Profile
    from drafter.request import read_request
    from drafter.stance import decide_stance, overrule, stance_named

    chosen = stance_named(stance) if stance else None
    user = find_profile(profile) or Profile(name="User")
    request = read_request(request_source(file), user)
    warn_of_garbling(request.text, file)
    assessment = decide_stance(request, user)
    changes = changes_of(request, user, assessment)
    if chosen:
        assessment = overrule(assessment, chosen)
    if format is Format.json:
        emit_json({**fields_of(assessment), "changes": fields_of(changes)})
    else:
        emit("\n".join(_lines(assessment, changes, request.text)), styled=True)
    return 0


def _lines(assessment: "Assessment", changes: tuple["Change", ...], text: str) -> list[str]:
    chosen = f" (your choice; decided: {assessment.decided})" if assessment.decided else ""
    unsure = " (unsure: the evidence is weak)" if assessment.unsure else ""
    lines = [
        f"stance:    {assessment.stance}{chosen}{unsure}, confidence {assessment.confidence:.0%}",
        f"runner-up: {assessment.runner_up}",
        f"language:  {assessment.language or 'unknown'}",
    ]
    if assessment.evidence:
        lines.append("evidence:")
    for item in assessment.evidence:
        where = f"line {item.line}" if item.line else f"profile: {item.field}"
        lines.append(f"  {where}: {item.why} [{item.signal}] ({item.stance} {item.weight:+.1f})")
        lines += _quoted(item, text)
    if changes:
        lines.append("what would have changed it:")
    return lines + [f"  without {printable_line(change.without)}: {change.stance}" for change in changes]


def _quoted(item: "Evidence", text: str) -> list[str]:
    """The line of the evidence with its words underlined, or carets under them where there is no terminal."""
    if item.start is None or item.end is None:
        return []
    _, column = line_and_column(text, item.start)
    begin = item.start - (column - 1)
    line = printable_line(text[begin:].split("\n", 1)[0])
    left = max(0, column - 1 - _BEFORE)
    before, rest = line[left : column - 1], line[column - 1 : column - 1 + _AFTER]
    width = max(1, min(len(item.text.split("\n", 1)[0]), len(rest)))
    style = underline()
    if style:
        return [f"    {before}{style[0]}{rest[:width]}{style[1]}{rest[width:]}"]
    return [f"    {before}{rest}", f"    {' ' * len(before)}{'^' * width}"]
