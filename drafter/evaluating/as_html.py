"""An evaluation as one page, to look through case by case. It loads nothing from anywhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Container, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import jinja2
from markupsafe import Markup

from drafter.checker.report import Finding
from drafter.evaluating.cases import Case
from drafter.evaluating.comparing import LEVEL
from drafter.evaluating.figures import Evaluation
from drafter.evaluating.marking import Mark, Segment, segments
from drafter.evaluating.results import Checked, Decided, Tried, is_costly
from drafter.stance import Stance
from drafter.text import printable

_FOLDER = Path(__file__).parent
_FLAGS = ("wrong", "costly", "unsure", "fell back", "got worse")
_EXCERPT = 160


class Text(NamedTuple):
    """One draft with its findings marked."""

    title: str
    pieces: list[Segment]
    findings: tuple[Finding, ...]
    error: str = ""


class Shown(NamedTuple):
    """One case as the page shows it."""

    case: Case
    result: Decided | Checked
    kind: str
    stance: str
    decided: str
    flags: tuple[str, ...]
    excerpt: str
    request: list[Segment]
    drafts: list[Text]


def as_html(evaluation: Evaluation, cases: Sequence[Case]) -> str:
    """The page; `cases` are those of the evaluation, in its order. What went wrong stands first."""
    changes = evaluation.comparison.changes if evaluation.comparison else ()
    worse = {name for change in changes for name in change.worse}
    shown = [_shown(case, result, worse) for case, result in zip(cases, evaluation.cases, strict=True)]
    shown.sort(key=lambda item: ("costly" not in item.flags, "wrong" not in item.flags))
    script = (_FOLDER / "page.js").read_text("utf-8")
    page = _environment().get_template("page.html.j2")
    return page.render(
        evaluation=evaluation,
        shown=shown,
        stances=[stance.value for stance in Stance],
        languages=sorted({item.result.language for item in shown}),
        counts_of={flag: sum(flag in item.flags for item in shown) for flag in _FLAGS},
        costly_pairs={
            (gold.value, stance.value) for gold in Stance for stance in Stance if is_costly(stance, gold, ())
        },
        level=LEVEL,
        version=version("drafter"),
        style=Markup((_FOLDER / "page.css").read_text("utf-8")),
        script=Markup(script),
        script_digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Whatever came from outside is shown without what could reorder or hide it.
        finalize=lambda value: printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
    environment.filters["percent"] = lambda share: "–" if share is None else f"{share:.1%}"
    environment.filters["words"] = lambda name: name.replace("_", " ")
    return environment


def _shown(case: Case, result: Decided | Checked, worse: Container[str]) -> Shown:
    shown = _decided(case, result) if isinstance(result, Decided) else _checked(case, result)
    return shown._replace(flags=(*shown.flags, "got worse")) if result.name in worse else shown


def _decided(case: Case, result: Decided) -> Shown:
    drafted = result.drafted
    told = {
        "wrong": not result.right,
        "costly": result.costly,
        "unsure": result.unsure,
        "fell back": drafted is not None and drafted.outcome == "fell_back",
    }
    return Shown(
        case=case,
        result=result,
        kind="request",
        stance=result.gold.value,
        decided=result.decided.value,
        flags=tuple(flag for flag, holds in told.items() if holds),
        excerpt=_excerpt(case.request.message or case.request.text),
        request=segments(case.request.text, _evidence(result)),
        drafts=[_tried(attempt) for attempt in drafted.attempts] if drafted else [],
    )


def _checked(case: Case, result: Checked) -> Shown:
    draft = case.row.draft or ""
    return Shown(
        case=case,
        result=result,
        kind="draft",
        stance=result.stance.value,
        decided="accept" if result.accepted else "reject",
        flags=() if result.right else ("wrong",),
        excerpt=_excerpt(draft),
        request=segments(case.request.text, ()),
        drafts=[Text("draft", segments(draft, _findings(result.findings)), result.findings)],
    )


def _tried(attempt: Tried) -> Text:
    pieces = segments(attempt.text, _findings(attempt.findings))
    return Text(f"{attempt.kind}, {attempt.outcome}", pieces, attempt.findings, attempt.error)


def _excerpt(text: str) -> str:
    words = " ".join(text[: 4 * _EXCERPT].split())
    return words if len(words) <= _EXCERPT else f"{words[:_EXCERPT]}…"


def _evidence(result: Decided) -> list[Mark]:
    return [
        Mark(item.start, item.end, "evidence" if item.stance == result.decided else "other", item.why)
        for item in result.evidence
        if item.start is not None and item.end is not None
    ]


def _findings(findings: Iterable[Finding]) -> list[Mark]:
    return [Mark(item.start, item.end, item.severity, f"{item.code}: {item.message}") for item in findings]
