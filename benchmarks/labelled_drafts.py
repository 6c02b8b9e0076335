"""The labelled drafts of `evals/`, sentence by sentence, with what the rules hit in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from benchmarks.train_stance import EVALS, GIVEN, GIVEN_WEIGHT, profile_of, rows_of
from drafter.checker import engine
from drafter.checker.context import Context
from drafter.checker.learnt import Sentence, sentences_of
from drafter.checker.rules import registry
from drafter.deciding.spoken import spoken_language
from drafter.profile import Profile
from drafter.replies import template_replies
from drafter.request import read_request
from drafter.stance import Stance, decide_stance, overrule
from drafter.view import View

PHRASE = 0.3
"""What a single sentence counts that was written without a reply around it."""
EXAMPLES = EVALS.parent / "examples"
TEMPLATES = 11
"""Of every how many requests the template replies are learnt."""
TUNED = frozenset("1abce")
"""The sets that the rules were tuned on: there a rule's hit proves nothing."""


class Row(NamedTuple):
    """One sentence with its label."""

    draft: int
    """Number of the draft that it belongs to."""
    sentence: Sentence
    stance: Stance
    wrong: bool
    learn: bool
    weight: float
    words: tuple[str, ...]


class Draft(NamedTuple):
    """One labelled draft."""

    id: str
    request: str
    category: str
    rejected: bool
    """What the label says."""
    strictly: bool
    """Whether a rule rejects it that nothing can weigh."""
    tuned: bool
    """Whether the rules were tuned on its set."""
    foreign: bool
    """Whether it is in another language than English."""


def context_of(row: dict[str, Any]) -> Context:
    """The context in which a labelled draft is checked."""
    profile = profile_of(f"drafts/{row['profile']}")
    request = read_request(row["request"], profile)
    return Context(
        View(row["draft"]),
        request=request,
        stance=Stance(row["stance"]),
        profile=profile,
        language=spoken_language(request) or profile.language,
    )


def read_drafts(names: Sequence[str]) -> tuple[list[Draft], list[Row]]:
    """The drafts of `evals/drafts-NAME.jsonl` and their sentences."""
    drafts: list[Draft] = []
    rows: list[Row] = []
    for name in names:
        for case in rows_of(f"drafts-{name}"):
            context = context_of(case)
            hits = engine.hits_of(context, registry(), context.language)
            strictly = any(r.severity == "error" and not engine.is_weighed(r, h, context.stance) for r, h in hits)
            number = len(drafts)
            foreign = context.language not in (None, "en")
            rejected = case["label"] == "reject"
            drafts.append(
                Draft(case["id"], case["request"], case["category"], rejected, strictly, name in TUNED, foreign)
            )
            if case["stance"] == "no_reply":
                continue
            start = case["draft"].find(case["span"]) if case["span"] else -1
            stop = start + len(case["span"])
            sentences = sentences_of(context, engine.evidence(hits, context.stance))
            for sentence in sentences:
                first, last = context.view.span(sentence.start, sentence.end)
                wrong = start >= 0 and first < stop and start < last
                learn = not (case["label"] == "reject" and start < 0)
                if wrong and case["category"] in ("grounding", "identity"):
                    # Words alone do not tell what is invented: only a rule's hit can be learnt from.
                    learn = learn and name not in TUNED and any(key.startswith("rule:") for key in sentence.named)
                if name in TUNED:
                    named = {k: v for k, v in sentence.named.items() if not k.startswith("rule:")}
                    taught = msgspec.structs.replace(sentence, named=named)
                else:
                    taught = sentence
                words = tuple(gram for gram in sentence.grams if gram.isalpha())
                weight = GIVEN_WEIGHT if name in GIVEN else 1.0
                rows.append(
                    Row(number, taught if learn else sentence, Stance(case["stance"]), wrong, learn, weight, words)
                )
    return drafts, rows


def read_sentences() -> list[Row]:
    """The single sentences of `evals/sentences-*.txt`."""
    rows: list[Row] = []
    for path in sorted(EVALS.glob("sentences-*.txt")):
        stance, label = Stance.ACCEPT, ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("## "):
                name, _, label = line[3:].split()
                stance = Stance(name)
            elif line.strip():
                context = Context(View(line), stance=stance)
                start = sentences_of(context, ())
                for sentence in start:
                    named = {k: v for k, v in sentence.named.items() if k not in ("first", "last")}
                    words = tuple(gram for gram in sentence.grams if gram.isalpha())
                    rows.append(
                        Row(
                            -1,
                            msgspec.structs.replace(sentence, named=named),
                            stance,
                            label == "bad",
                            True,
                            PHRASE,
                            words,
                        )
                    )
    return rows


def read_templates() -> list[Row]:
    """The sentences of drafter's own template replies, which are good by their making."""
    dana = Profile.load(EXAMPLES / "drafter.toml")
    cases = [(path, dana, None) for path in sorted(EXAMPLES.iterdir()) if path.suffix != ".toml"] + [
        (case["request"], profile_of(case["profile"]), case["stance"])
        for name in ("1", "a", "c", "d", "f")
        for case in rows_of(f"requests-{name}")[::TEMPLATES]
    ]
    rows: list[Row] = []
    for source, profile, stance in cases:
        request = read_request(source, profile)
        assessment = decide_stance(request, profile)
        assessment = overrule(assessment, stance) if stance else assessment
        if assessment.stance is Stance.NO_REPLY:
            continue
        for text in template_replies(request, profile, assessment):
            context = Context(
                View(text), request=request, stance=assessment.stance, profile=profile, language=assessment.language
            )
            hits = engine.hits_of(context, registry(), context.language)
            for sentence in sentences_of(context, engine.evidence(hits, context.stance)):
                words = tuple(gram for gram in sentence.grams if gram.isalpha())
                rows.append(Row(-1, sentence, assessment.stance, False, True, PHRASE, words))
    return rows
