"""The page of a rule, in Markdown: generated from the rule itself."""

from __future__ import annotations

from drafter.checker.rules import Example, Rule

FAMILIES = {
    "SAL": ("salesy", "Selling, hinting and everything that sounds like it"),
    "ETQ": ("etiquette", "What the reply of each stance must and must not do"),
    "GRD": ("grounding", "Facts that neither the request nor the profile holds"),
    "IDN": ("identity", "Who writes to whom"),
    "PRO": ("professional", "What no careful person would send, whatever it answers"),
}
"""The first three letters of a code, the family's name and what it is about."""

_LANGUAGES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch",
    "pt": "Portuguese",
}  # fmt: skip
_KINDS = {
    "phrase": "literal words",
    "pattern": "patterns of words",
    "together": "words of several lists within one sentence",
}
_WEIGHED = (
    "Where the stance is known, a hit is evidence and not the last word: learnt weights judge its sentence as a "
    "whole, and where they find nothing wrong with it the hit is a warning. What is missing is in no sentence and "
    "stays an error. Without a stance every hit is an error, and so it is where your own rules file sets the rule's "
    "severity."
)
_LEARNT = (
    "no words are listed. Weights that were trained on labelled replies judge each sentence by its words and runs of "
    "words, by what in it the request did not bring up, and by the other rules that hit it. A sentence that they find "
    "wrong is a finding of this rule where no other rule names an error in it; so it needs a stance, and says which "
    "sentence it is but not which word. `--ignore {code}` switches it off; it has nothing else to set."
)


def rule_page(rule: Rule) -> str:
    """What the rule catches, why, what to write instead, how it is found, and its examples."""
    lines = [f"# {rule.code} {rule.name}", "", *rule_body(rule, "##")]
    return "\n".join(lines)


def rule_body(rule: Rule, heading: str) -> list[str]:
    """The page without its title, as lines; `heading` is what its parts begin with."""
    lines = [f"{rule.severity.capitalize()}, {where(rule)}: {rule.message}.", ""]
    lines += [f"**Why:** {rule.why}", "", f"**Instead:** {rule.instead}", "", f"**How it is found:** {found(rule)}"]
    if rule.weighed and rule.severity == "error" and rule.kind != "learnt":
        within = "" if isinstance(rule.weighed, bool) else f" In replies of {', '.join(rule.weighed)}, and only there."
        lines += ["", f"**Weighed:**{within} {_WEIGHED}"]
    if rule.ban:
        lines += ["", f"**In the prompt:** the model is told not to write {rule.ban}."]
    if rule.source:
        lines += ["", f"**Source:** {rule.source}"]
    for title, examples in (("Caught", rule.bad), ("Left alone", rule.good)):
        lines += ["", f"{heading} {title}", "", *[f"- {_shown(example)}" for example in examples]]
    return lines


def where(rule: Rule) -> str:
    """The stances that the rule is for, in words."""
    but = f" but of {', '.join(rule.excepted)}" if rule.excepted else ""
    return f"in replies of {', '.join(rule.stances)}" if rule.stances else f"in any reply{but}"


def found(rule: Rule) -> str:
    """How the rule finds what it finds, and which hits do not count."""
    if rule.kind == "learnt":
        return _LEARNT.format(code=rule.code)
    if rule.kind == "structure":
        return f"by code that looks at the whole draft (`{rule.structure}`)."
    languages = sorted({*rule.patterns, *rule.replying, *rule.together}, key=[*_LANGUAGES, "any"].index)
    spoken = ["any language" if name == "any" else _LANGUAGES[name] for name in languages]
    told = [f"by {_KINDS[rule.kind]}, in {', '.join(spoken)}."]
    if rule.replying:
        told.append(
            "Some of them are too weak for any text whatever and count only where the stance is known."
            if rule.patterns and not rule.stances
            else "They count only where the stance is known."
        )
    told += [text for policy, text in _policies(rule) if policy]
    return " ".join(told)


def _policies(rule: Rule) -> list[tuple[bool, str]]:
    return [
        (rule.negated == "exempt", "What the clause negates or refuses does not count."),
        (rule.negated == "near", "What is negated in the same breath does not count."),
        (rule.negated == "counts", "Negated or not makes no difference."),
        (rule.quoted == "exempt", "What stands in quotation marks does not count."),
        (rule.quoted == "counts", "What stands in quotation marks counts too."),
        (rule.echoed == "exempt", "Words that the request uses too may be said back."),
        (bool(rule.unless), "Some turns of phrase that resemble it are known and do not count."),
    ]


def _shown(example: str | Example) -> str:
    if isinstance(example, str):
        return _quoted(example)
    told = [f"for {example.stance}"] if example.stance else []
    told += [f"answering {_quoted(example.request)}"] if example.request else []
    return ", ".join([_quoted(example.draft), *told])


def _quoted(text: str) -> str:
    return "“" + " ".join(text.split()) + "”"
