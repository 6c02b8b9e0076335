"""Wilson intervals and the exact McNemar test."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.evaluating.rates import chance_of, rate


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_the_interval_is_wilsons(hits: int, total: int, low: float, high: float) -> None:
    assert (rate(hits, total).low, rate(hits, total).high) == pytest.approx((low, high), abs=5e-5)


def test_nothing_to_count_has_no_share() -> None:
    assert rate(0, 0).share is None and str(rate(0, 0)) == "none"


def test_a_rate_is_written_with_its_interval() -> None:
    assert str(rate(8, 10)) == "8/10 = 80.0% [49.0%, 94.3%]"


@given(st.integers(1, 5000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_the_share_lies_in_its_interval(counts: tuple[int, int]) -> None:
    found = rate(*counts)
    assert found.low is not None and found.share is not None and found.high is not None
    assert 0 <= found.low <= found.share <= found.high <= 1


@pytest.mark.parametrize(
    ("worse", "better", "chance"),
    [(0, 0, 1.0), (1, 0, 0.5), (4, 0, 0.0625), (5, 0, 0.03125), (7, 1, 9 / 256), (3, 3, 42 / 64), (0, 9, 1.0)],
)
def test_the_chance_is_that_of_tossing_a_coin_for_each_changed_case(worse: int, better: int, chance: float) -> None:
    assert chance_of(worse, better) == pytest.approx(chance)


def test_thousands_of_changed_cases_are_counted_exactly() -> None:
    assert chance_of(2000, 2000) == pytest.approx(0.5063, abs=1e-4)
    assert chance_of(3000, 0) == 0.0
