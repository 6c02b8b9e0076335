"""The matching engine."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest
import re2
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from drafter.arrangement import rarest_needles, split
from drafter.checker.cues import _lexicon
from drafter.compiled import compiled
from drafter.errors import ConfigError
from drafter.lexicon import Lexicon, re2_options
from drafter.needles import haystack, needles_of
from drafter.patterns import StoredPatterns, all_patterns
from drafter.view import View

EVALS = Path(__file__).parent.parent / "evals"
WORDS = {"we": "we|our (?:team|firm)", "firms": "companies|firms"}


def found(pattern: str, text: str) -> list[str]:
    view = View(text)
    return [text[slice(*view.span(start, end))] for _, start, end in Lexicon([("x", pattern)], WORDS).find(view)]


@pytest.mark.parametrize(
    ("pattern", "text", "hits"),
    [
        (r"\b<we> help", "WE   help, and our\nteam help.", ["WE   help", "our\nteam help"]),
        (r"help <~2><firms>", "help many small firms; help one two three firms", ["help many small firms"]),
        ("für sie", "Für Sie!", ["Für Sie"]),
        (r"\bfree\b", "carefree, free, ｆｒｅｅ", ["free", "ｆｒｅｅ"]),
        ("[ab] cat", "a  cat, b cat", ["a  cat", "b cat"]),
        (r"\$ ?5 ?%", "$5%, $ 5 %", ["$5%", "$ 5 %"]),
    ],
)
def test_patterns_find_the_words_of_the_original(pattern: str, text: str, hits: list[str]) -> None:
    assert found(pattern, text) == hits


@pytest.mark.parametrize("pattern", ["<nobody> helps", "(open", "Capital"])
def test_a_wrong_pattern_is_a_config_error_that_shows_it(pattern: str) -> None:
    with pytest.raises(ConfigError, match="pattern"):
        Lexicon([("x", pattern)], WORDS).compile()


def test_a_lexicon_without_patterns_finds_nothing() -> None:
    assert list(Lexicon[str]([], {}).find(View("anything"))) == []


@given(st.text(alphabet="we hlpfirms\n.é", max_size=60))
def test_the_screen_misses_nothing_that_a_single_pattern_finds(text: str) -> None:
    patterns = [
        ("a", r"\bwe\b"),
        ("b", "help|hel+p"),
        ("c", r"fir+ms?"),
        ("d", "e+"),
        ("e", "(?:fir|s)+m"),
        ("f", "(help)? we"),
    ]
    view = View(text)
    lexicon = Lexicon(patterns, {})
    by_needles = sorted(lexicon.find(view))
    for _ in range(10):
        by_screen = sorted(lexicon.find(view))
    alone = sorted((key, *match.span()) for key, pattern in patterns for match in matches(pattern, view.folded))
    assert by_needles == by_screen == alone


def matches(pattern: str, text: str) -> list[re.Match[str]]:
    found = re.finditer(pattern.replace(" ", r"\s+"), text)
    return [match for match in found if match.end() > match.start()]


def test_no_shipped_pattern_matches_a_text_without_its_needles() -> None:
    patterns = all_patterns()
    shipped = set(range(len(msgspec.msgpack.decode(compiled().patterns, type=StoredPatterns).keys)))
    screen = re2.Set.SearchSet(re2_options())
    for number in sorted(shipped):
        screen.Add(patterns.source(number))
    screen.Compile()
    hits = 0
    for row in [json.loads(line) for line in (EVALS / "drafts-1.jsonl").read_text("utf-8").splitlines()][::4]:
        for text in (row["draft"], row["request"]):
            view = View(text)
            held = patterns.that_may_match(view)
            matching = set(screen.Match(view.data) or ())
            assert matching <= held, [patterns.source(number) for number in matching - held]
            assert len(held) < 0.2 * len(shipped)
            hits += len(matching)
    assert hits > 500


@pytest.mark.parametrize(
    ("pattern", "text", "held"),
    [
        (r"\bour\b clients", "your clients", False),
        (r"\bour\b clients", "of our\n  clients", True),
        (r"(?:thank|bless) you", "thank\tyou", True),
        (r"(?:thank|bless) you", "thank them, you", False),
        (r"\d+ euros", "12 euros", True),
        (r"\d+ euros", "some euros", False),
        (r"we(?: all)? win|they lose", "we all win", True),
        (r"we(?: all)? win|they lose", "we lose", False),
        (r"\(.{3,9}\)", "no brackets", False),
    ],
)
def test_needles_tell_texts_apart(pattern: str, text: str, held: bool) -> None:
    groups = needles_of(pattern.replace(" ", r"\s+"))
    assert groups
    text = View(text).haystack.decode("ascii")
    assert all(any(needle in text for needle in group) for group in groups) == held


@given(st.text(alphabet="ab1_ \t\n.,'-?", max_size=40))
def test_a_haystack_has_a_space_at_every_edge_of_a_word_and_the_signs_at_its_end(text: str) -> None:
    words = re.findall("[ab1_]+", text.replace("1", "0").replace("0", "1"))
    spaced = f" {' '.join(words)} ".replace("  ", " ").replace("1", "0")
    assert haystack(text.encode()).decode() == spaced + re.sub(r"[^'?-]", "", text)


_ATOMS = st.sampled_from(
    [
        (r"\b", ""),
        (r"\s+", " "),
        (r"\s+", "\n "),
        (",", ","),
        (r"\.", "."),
        ("-", "-"),
        (r"\?", "?"),
        (r"\d+", "42"),
        ("[ab]", "a"),
    ]
    + [(word, word) for word in ("you", "thank", "a", "e", "'s")]
    + [(rf"\b{word}\b", word) for word in ("you", "thank", "a", "e")]
)


def _choices(inner: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[tuple[str, str]]:
    """Choices, options and runs of parts, each with a text that it matches."""
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        several.map(lambda parts: (f"(?:{'|'.join(part for part, _ in parts)})", parts[0][1])),
        several.map(lambda parts: ("".join(part for part, _ in parts), "".join(text for _, text in parts))),
        inner.map(lambda part: (f"(?:{part[0]})?", part[1])),
    )


@settings(max_examples=200)
@given(
    st.lists(st.recursive(_ATOMS, _choices, max_leaves=6), min_size=1, max_size=6),
    st.sampled_from(["", "x ", "x", ". ", "-"]),
    st.sampled_from(["", " x", "x", ". ", "?"]),
)
def test_what_matches_a_pattern_holds_a_needle_of_each_group(
    parts: list[tuple[str, str]], before: str, after: str
) -> None:
    pattern, text = "".join(part for part, _ in parts), before + "".join(text for _, text in parts) + after
    assume(re.search(pattern, text, re.ASCII))
    held = haystack(text.encode()).decode("ascii")
    assert all(any(needle in held for needle in group) for group in needles_of(pattern))


SHIPPED = msgspec.msgpack.decode(compiled().patterns, type=StoredPatterns)


@pytest.mark.parametrize("pattern", ["foo[^[:alpha:]]bar", "fo{,1}bar", r"(?i)\x66oo"])
def test_what_the_parser_reads_otherwise_has_no_needles(pattern: str) -> None:
    assert needles_of(pattern) == []


def test_one_pass_rules_out_what_the_signatures_rule_out() -> None:
    lexicon = _lexicon(None, None)
    rows = [json.loads(line) for line in (EVALS / "drafts-1.jsonl").read_text("utf-8").splitlines()][::8]
    for row in rows:
        view = View(row["draft"])
        held = all_patterns().that_may_match(view)
        assert lexicon._by_automaton(view) == [at for at, number in enumerate(lexicon._numbers) if number in held]


def test_nothing_that_ships_is_made_ready_anew() -> None:
    added = len(all_patterns().added())
    _lexicon.cache_clear()
    _lexicon(None, None)
    _lexicon(frozenset(("en",)), None)
    assert len(all_patterns().added()) == added


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        (r"you \w+ zebra|yak \w+ thank", (r"(?:you \w+ zebra)", r"(?:yak \w+ thank)")),
        (r"\w (?:you|yak|gnu)", (r"\w (?:you|yak|gnu)",)),
        ("(?:zebra|yak)", ("(?:zebra|yak)",)),
        (r"(?m)^you \w+ zebra|^yak \w+ thank", (r"(?m)^you \w+ zebra|^yak \w+ thank",)),
        (r"(?:you \w+ zebra|yak \w+ thank)(?s:.)(a|b)", (r"(?:you \w+ zebra|yak \w+ thank)(?s:.)(a|b)",)),
        ("(?:you|zebra)?", ("(?:you|zebra)?",)),
        ("(?:you|you)", ("(?:you|you)",)),
        (r"[(|]you\|(?:the|zebra)", (r"[(|]you\|(?:the|zebra)",)),
    ],
)
def test_common_alternatives_are_split_off(whole: str, parts: tuple[str, ...]) -> None:
    assert set(split(whole)) == set(parts)


_PARTS = st.recursive(
    st.sampled_from(["you", "thank", "zebra", r"\bno\b", r"[a|b)]", r"\(", r"\w+", " "]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.tuples(st.lists(inner, min_size=1, max_size=4), st.sampled_from(["", "", "?", "{0,2}"])).map(
            lambda made: f"(?:{'|'.join(made[0])}){made[1]}"
        ),
        st.lists(inner, min_size=1, max_size=4).map(lambda made: f"(?:{'|'.join(made)})"),
    ),
    max_leaves=12,
)


@given(
    _PARTS,
    st.lists(st.sampled_from(["you", "thank", "zebra", "no", "(", ")", "|", "a", "b"]), max_size=8).map(" ".join),
)
def test_split_expressions_match_where_the_whole_does(whole: str, text: str) -> None:
    parts = split(whole)
    assert parts
    found = {match.span() for part in parts for match in re.finditer(part, text)}
    missed = {match.span() for match in re.finditer(whole, text)} - found
    # Which of several alternatives that begin at one place is found may differ, where none is preferred any more.
    assert {start for start, _ in missed} <= {start for start, _ in found}
    assert bool(found) == bool(re.search(whole, text))
    held = View(text).haystack.decode("ascii")
    for part in parts:
        needles = rarest_needles(part)
        assert not (needles and re.search(part, text)) or any(needle in held for needle in needles)
