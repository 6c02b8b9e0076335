"""HTML mail as a reader sees it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.reading.html import html_to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
        ("x<br>y<br><br>z", "x\ny\n\nz"),
        ("a  <b>bold</b>\n text", "a bold text"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ("<table><tr><td>A</td><td>B</td></tr><tr><td>C</td></tr></table>", "A B\nC"),
        ("&lt;tag&gt; &amp; caf&eacute;&nbsp;!", "<tag> & café !"),
        ("<head><title>no</title></head><style>no</style><script>no</script>yes", "yes"),
        ("new<blockquote><p>old</p><blockquote>older</blockquote></blockquote>end", "new\n\n> old\n>> older\n\nend"),
        ("", ""),
        ("<", "<"),
        ("plain text", "plain text"),
        ("<b>never closed", "never closed"),
    ],
)
def test_html_has_lines_where_a_reader_sees_lines(html: str, text: str) -> None:
    assert [line for line in html_to_text(html).splitlines() if line != ">"] == text.splitlines()


@pytest.mark.parametrize(
    "unit", ["<!--", '<a x="', "<div>", "<ul><li>", "<blockquote>", "<table><tr><td>", "&#", "<b><i></b>"]
)
def test_hostile_markup_costs_little(unit: str) -> None:
    start = time.perf_counter()
    html_to_text(unit * (190_000 // len(unit)))
    assert time.perf_counter() - start < 5


@given(
    html=st.one_of(
        st.text(),
        st.lists(st.sampled_from(["<p>", "</p>", "<div>", "<br>", "a", " ", "<!--", "\x02", "\x05"])).map("".join),
    )
)
def test_any_html_is_read(html: str) -> None:
    text = html_to_text(html)
    assert text == text.strip()
