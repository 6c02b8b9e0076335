"""Every signal is run against its own examples, and the files are well made."""

from pathlib import Path

import pytest

from drafter.deciding.signals import (
    FOLDER,
    Signal,
    Signals,
    employer_lexicon,
    load_signals,
    negated,
    read_signals,
    whole_words,
)
from drafter.errors import ConfigError
from drafter.stance import Stance
from drafter.view import View

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")
ALL = read_signals()[0]


def heard(signals: Signals, text: str) -> set[str]:
    view = View(text)
    return {signals.all[hit.signal].name for language in LANGUAGES for hit in signals.find(view, language)}


@pytest.mark.parametrize("signal", ALL, ids=lambda signal: signal.name)
def test_a_signal_is_heard_in_its_hits_and_not_in_its_misses(signal: Signal) -> None:
    signals = load_signals()
    assert len(signal.hits) >= 2
    assert len(signal.misses) >= 2
    unheard = [text for text in signal.hits if signal.name not in heard(signals, text)]
    misheard = [text for text in signal.misses if signal.name in heard(signals, text)]
    assert (unheard, misheard) == ([], [])


def test_names_are_unique_and_stances_are_known() -> None:
    names = [signal.name for signal in ALL]
    assert len(names) == len(set(names))
    assert {signal.stance for signal in ALL} <= {stance.value for stance in Stance}


def test_patterns_are_of_a_known_language() -> None:
    assert {language for signal in ALL for language in signal.patterns} <= {*LANGUAGES, "any"}


def test_every_stance_that_is_weighed_has_signals_in_english() -> None:
    spoken = {signal.stance for signal in ALL if {"en", "any"} & set(signal.patterns)}
    assert spoken >= {stance.value for stance in Stance}


@pytest.mark.parametrize(
    ("text", "taken_back"),
    [
        ("we offer no demo", True),
        ("I'm not after a demo", True),
        ("ich brauche keine demo", True),
        ("senza impegno, una demo", False),
        ("not only a demo", False),
        ("It is not so, but a demo", False),
        ("a demo", False),
        ("(no offer) a demo", False),
        ("[not a word] a demo", False),
        ("{without fee} a demo", False),
    ],
)
def test_a_negation_shortly_before_takes_a_hit_back(text: str, taken_back: bool) -> None:
    folded = View(text).folded
    assert negated(folded, folded.index("demo")) is taken_back


def test_patterns_match_whole_words_only() -> None:
    assert whole_words("demo") == r"\b(?:demo)\b"
    assert whole_words(r"\d+ ?%") == r"\b(?:\d+ ?%)"


def test_the_words_on_an_employer_are_run_against_their_examples() -> None:
    from drafter.datafile import load_toml
    from drafter.deciding.signals import _File

    lexicon = employer_lexicon()
    for signal in load_toml(FOLDER / "employer.toml", _File, kind="signal file").signal:
        for text in signal.hits:
            assert signal.name in {key for key, _, _ in lexicon.find(View(text))}, text


def test_a_broken_signal_file_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text(
        '[[signal]]\nname = "x"\nstance = "help"\nwhy = "y"\nhits = []\nmisses = []\ncolour = 3\n[signal.patterns]\n'
    )
    with pytest.raises(ConfigError, match=r"bad\.toml:7"):
        read_signals(tmp_path)


def test_an_unknown_word_list_is_an_error() -> None:
    signal = Signal(name="x", stance="help", why="y", hits=(), misses=(), patterns={"en": ("<nothing_such>",)})
    with pytest.raises(ConfigError, match="nothing_such"):
        Signals((signal,), {}).find(View("hello"), "en")


def test_a_hit_that_stands_negated_is_not_heard() -> None:
    assert "demo-or-trial" in heard(load_signals(), "We offer a demo.")
    assert "demo-or-trial" not in heard(load_signals(), "I don't want a demo.")


@pytest.mark.parametrize(
    ("language", "text", "misheard"),
    [
        ("en", "You don't know me, and I don’t want to bother you.", "donation"),
        ("es", "Don Alejandro me pidió los 6.900 pesos.", "donation"),
        ("es", "Don Alejandro me pidió los 6.900 pesos.", "tender"),
        ("fr", "Je vous réponds avec un peu de retard.", "abuse-or-hate"),
        ("de", "Die Mappe ist zu dick.", "sexual"),
        ("en", "My father watched every Grand Prix.", "price-list"),
        ("nl", "Wij bestelden 4x friet.", "percent-claim"),
    ],
)
def test_the_words_of_one_language_are_not_those_of_another(language: str, text: str, misheard: str) -> None:
    signals = load_signals()
    assert misheard not in {signals.all[hit.signal].name for hit in signals.find(View(text), language)}


@pytest.mark.parametrize("text", ["We don't.", "You won’t.", "I can't."])
def test_no_hit_ends_within_a_contraction(text: str) -> None:
    signal = Signal(name="x", stance="help", why="y", hits=(), misses=(), patterns={"en": ("don|won|can",)})
    assert not Signals((signal,), {}).find(View(text), "en")
    assert Signals((signal,), {}).find(View("a don won a can"), "en")
