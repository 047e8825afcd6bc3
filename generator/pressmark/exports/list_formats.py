"""Papers that a page lists, or all of them, in; one file in a format of citations or feeds out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pressmark.exports import fragment_kinds
from pressmark.exports.context import portions
from pressmark.exports.feeds import atom, jsonfeed
from pressmark.library.crowds import is_crowded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pressmark.exports.context import ExportContext, FragmentKind, PaperList
    from pressmark.exports.feeds.feed import Feed
    from pressmark.site.settings import Site


class CitationFormat(NamedTuple):
    """A format of citations: its fragments, those of crowded papers with the first of their people
    only, and what its files hold before, between and behind them."""

    kind: FragmentKind
    abridged: FragmentKind
    opening: bytes
    between: bytes
    closing: bytes

    def list_file(
        self, context: ExportContext, papers: PaperList, *, is_abridged: bool = False
    ) -> bytes:
        """The file of the papers that a page lists, crowded ones in short if it `is_abridged`."""
        is_abridged = is_abridged and papers.are_crowded
        key = self.abridged.name if is_abridged else self.kind.name
        file = papers.joined.get(key)
        if file is None:
            if is_abridged:
                kinds = [self.abridged if is_crowded(each) else self.kind for each in papers.papers]
                each_kind = zip(kinds, papers.papers, strict=True)
                parts = [context.fragments(kind, [paper])[0] for kind, paper in each_kind]
            else:
                parts = context.fragments(self.kind, papers.papers)
            file = papers.joined[key] = self.opening + self.between.join(parts) + self.closing
        return file

    def library_file(self, context: ExportContext) -> Iterator[bytes]:
        """The file of the whole library, in pieces."""
        before = self.opening
        for portion in portions(context.library.newest):
            yield before + self.between.join(context.fragments(self.kind, portion))
            before = self.between
        yield self.closing if context.library.newest else self.opening + self.closing


class FeedFormat(NamedTuple):
    """A format of feeds: its fragments, what stands between them, and what makes the feed's
    document of them."""

    kind: FragmentKind
    between: bytes
    document: Callable[[Feed, bytes, Site], bytes]

    def list_file(self, context: ExportContext, papers: PaperList, feed: Feed) -> bytes:
        """The feed of the papers that a page lists."""
        entries = papers.joined.get(self.kind.name)
        if entries is None:
            entries = papers.joined[self.kind.name] = self._entries(context, feed)
        return self.document(feed, entries, context.site)

    def library_file(self, context: ExportContext) -> Iterator[bytes]:
        """The feed of the whole library."""
        yield self.document(context.feed, self._entries(context, context.feed), context.site)

    def _entries(self, context: ExportContext, feed: Feed) -> bytes:
        return self.between.join(context.fragments(self.kind, feed.papers))


# By the ending of their files.
CITATIONS: Final = {
    "bib": CitationFormat(fragment_kinds.BIBTEX, fragment_kinds.ABRIDGED_BIBTEX, b"", b"\n", b""),
    "ris": CitationFormat(fragment_kinds.RIS, fragment_kinds.ABRIDGED_RIS, b"", b"\r\n", b""),
    "json": CitationFormat(
        fragment_kinds.CSL, fragment_kinds.ABRIDGED_CSL, b"[\n", b",\n", b"\n]\n"
    ),
}
# By the names of their files.
FEEDS: Final = {
    "feed.xml": FeedFormat(fragment_kinds.ATOM, b"", atom.document),
    "feed.json": FeedFormat(fragment_kinds.JSON_FEED, jsonfeed.BETWEEN, jsonfeed.document),
}
