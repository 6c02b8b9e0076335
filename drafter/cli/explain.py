"""`drafter explain`: the stance, the evidence and the runner-up."""

from __future__ import annotations

from drafter.cli.common import (
    Format,
    FormatOption,
    ProfileOption,
    RequestFile,
    emit,
    emit_json,
    fields_of,
    find_profile,
    guarded,
    request_source,
)


@guarded
def explain(file: RequestFile, profile: ProfileOption = None, format: FormatOption = Format.text) -> int:
    """Tell which stance a message calls for, and why."""
    from drafter.request import read_request
    from drafter.stance import decide_stance

    user = find_profile(profile)
    assessment = decide_stance(read_request(request_source(file), user), user)
    if format is Format.json:
        emit_json(fields_of(assessment))
        return 0
    lines = [
        f"stance:    {assessment.stance}{' (unsure)' if assessment.unsure else ''}, "
        f"confidence {assessment.confidence:.0%}",
        f"runner-up: {assessment.runner_up}",
        f"language:  {assessment.language or 'unknown'}",
    ]
    if assessment.evidence:
        lines.append("evidence:")
    for item in assessment.evidence:
        where = f"line {item.line}" if item.line else f"profile: {item.field}"
        quoted = " ".join(item.text.split())
        lines.append(f'  {where}: "{quoted}" - {item.why} ({item.stance} {item.weight:+.1f})')
    emit("\n".join(lines))
    return 0
