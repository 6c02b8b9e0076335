"""The page of a rule, in Markdown: generated from the rule itself."""

from __future__ import annotations

from drafter.checker.rules import Example, Rule


def rule_page(rule: Rule) -> str:
    """What the rule catches, why, what to write instead, and its examples."""
    where = f"in replies of {', '.join(rule.stances)}" if rule.stances else "in any reply"
    lines = [
        f"# {rule.code} {rule.name}",
        "",
        f"{rule.severity.capitalize()}, {where}: {rule.message}.",
        "",
        f"**Why:** {rule.why}",
        "",
        f"**Instead:** {rule.instead}",
    ]
    if rule.source:
        lines += ["", f"**Source:** {rule.source}"]
    for title, examples in (("Caught", rule.bad), ("Left alone", rule.good)):
        lines += ["", f"## {title}", "", *[f"- {_shown(example)}" for example in examples]]
    return "\n".join(lines)


def _shown(example: str | Example) -> str:
    if isinstance(example, str):
        return _quoted(example)
    answered = f", answering {_quoted(example.request)}" if example.request else ""
    return f"{_quoted(example.draft)}{answered}"


def _quoted(text: str) -> str:
    return "“" + " ".join(text.split()) + "”"
