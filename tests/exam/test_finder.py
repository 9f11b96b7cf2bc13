"""Many words in a text at once: the same answer as one search for each."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder.exam.finder import Finder
from builder.text import fold

LETTERS = st.sampled_from("ab=[x]1天地人\U0001f600\ud800")
WORDS = st.sets(st.text(LETTERS, min_size=1, max_size=12), max_size=60)


@given(words=WORDS, text=st.text(LETTERS, max_size=300))
@example(words={"天" * 8, "天" * 9}, text="天" * 9)
@example(words=set(), text="天")
@settings(max_examples=300, deadline=None)
def test_it_finds_what_one_search_for_each_would_find(words: set[str], text: str) -> None:
    assert Finder(words).found(text) == {word for word in words if word in text}


@given(text=st.text(max_size=80))
@example(text="（１＋１）＝２，对吗？e\u0301…ﬁ\u3000①ｶﾞ")
@settings(max_examples=300, deadline=None)
def test_folding_is_that_of_the_standard(text: str) -> None:
    slow = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).casefold()).replace("−", "-")

    assert fold(text) == (slow.rstrip("。．.，,；;：:！!？?、…") or slow)
