"""A title and an abstract in; the theme and tags that a new record might bear out.

A phrase is a term's label or alias. It counts where its words are in the text one after another,
whatever their case and the hyphens between them: four points in the title, and a point for each of
its first three places in the abstract. A tag's score is the sum over its phrases. A theme's score
is that of its own phrases, and half of each found tag's score, shared among the themes that name
the tag in their own words. Ties go to the term that comes first in its file.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pressmark.library.terms import Term

MOST_TAGS = 7

_TITLE_POINTS = 4
_ABSTRACT_POINTS = 3
_TAG_SHARE = 0.5
# So many terms, the first in their file, are meant by one phrase.
_MOST_NAMED = 20
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


class Suggester:
    """A vocabulary made ready to be looked for in many texts."""

    def __init__(self, themes: Mapping[str, Term], tags: Mapping[str, Term]) -> None:
        self._theme_phrases = _by_phrase(themes)
        self._tag_phrases = _by_phrase(tags)
        # How many words the phrases have that begin with a word.
        lengths: dict[str, set[int]] = {}
        for phrase in filter(None, (*self._theme_phrases, *self._tag_phrases)):
            lengths.setdefault(phrase.partition(" ")[0], set()).add(phrase.count(" ") + 1)
        self._lengths = {word: sorted(counts) for word, counts in lengths.items()}
        self._themes_of_tag: dict[str, list[str]] = {}
        for theme in themes.values():
            named = self._counted(
                theme.label, theme.description, theme.introduction, *theme.aliases
            )
            for tag in _scores(named, self._tag_phrases, 1):
                self._themes_of_tag.setdefault(tag, []).append(theme.id)
        # Files give the order that decides a tie.
        self._theme_rank = {term: rank for rank, term in enumerate(themes)}
        self._tag_rank = {term: rank for rank, term in enumerate(tags)}

    def suggest(self, title: str, abstract: str) -> tuple[str, tuple[str, ...]]:
        """A theme, or an empty string where nothing speaks for one, and up to seven tags."""
        in_title, in_abstract = self._counted(title), self._counted(abstract)
        tags, themes = (
            _scores(in_title, phrases, 1, _TITLE_POINTS)
            + _scores(in_abstract, phrases, _ABSTRACT_POINTS)
            for phrases in (self._tag_phrases, self._theme_phrases)
        )
        votes: dict[str, float] = dict(themes)
        for tag, score in tags.items():
            for theme in (named := self._themes_of_tag.get(tag, [])):
                votes[theme] = votes.get(theme, 0) + _TAG_SHARE * score / len(named)
        theme = min(votes, key=lambda term: (-votes[term], self._theme_rank[term]), default="")
        best = sorted(tags, key=lambda term: (-tags[term], self._tag_rank[term]))
        return theme, tuple(best[:MOST_TAGS])

    def _counted(self, *texts: str) -> Counter[str]:
        """How often each phrase of the vocabulary is in the texts."""
        counts: Counter[str] = Counter()
        for text in texts:
            words = _words(text)
            for start, word in enumerate(words):
                for length in self._lengths.get(word, ()):
                    if length > len(words) - start:
                        break
                    phrase = " ".join(words[start : start + length])
                    if phrase in self._tag_phrases or phrase in self._theme_phrases:
                        counts[phrase] += 1
        return counts


def _by_phrase(terms: Mapping[str, Term]) -> dict[str, list[str]]:
    phrases: dict[str, list[str]] = {}
    for term in terms.values():
        for name in dict.fromkeys(" ".join(_words(name)) for name in (term.label, *term.aliases)):
            named = phrases.setdefault(name, [])
            if len(named) < _MOST_NAMED:
                named.append(term.id)
    return phrases


def _scores(
    counts: Counter[str], phrases: Mapping[str, list[str]], most: int, points: int = 1
) -> Counter[str]:
    """Each term's points: `points` for each of a phrase's first `most` places."""
    scores: Counter[str] = Counter()
    for phrase, times in counts.items():
        for term in phrases.get(phrase, ()):
            scores[term] += points * min(times, most)
    return scores


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("’", "'"))
