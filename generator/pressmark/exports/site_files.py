"""A library in; the files of the whole site that are no pages out, each in pieces."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from pressmark.base.hashing import fingerprint
from pressmark.exports import embed
from pressmark.exports.context import PartFile
from pressmark.exports.data import (
    browse,
    changes,
    citation_cff,
    field_map,
    figures,
    json_files,
    llms,
    oai,
    reading,
    related,
    sitemap,
    table,
)
from pressmark.exports.feeds import changes as news_feeds
from pressmark.exports.fragment_kinds import CSV, JSON, LLMS, OAI
from pressmark.exports.list_formats import CITATIONS, FEEDS
from pressmark.library.addresses import PAPERS
from pressmark.site.file_names import CARD, EMBED, file_names, library_feeds
from pressmark.site.kinds import INDEXES, KINDS
from pressmark.site.touched import Touched
from pressmark.site.views.evidence import papers_with_figures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pressmark.exports.context import ExportContext

    SiteFile = Callable[[ExportContext], Iterable[bytes]]

# So many bytes are written at once.
_LARGE = 2**18
# Only where a paper has figures.
_FIGURES = "data/figures.csv"


def site_files(context: ExportContext) -> Mapping[str, SiteFile]:
    """What makes the files of the whole library, by path."""
    site, library = context.site, context.library
    files: dict[str, SiteFile] = {"robots.txt": _robots, **browse.files(context)}
    if library.papers:
        # Scripts of pages ask for these, whatever files the library offers to others.
        files |= _FOR_SCRIPTS
    if site.data_files:
        files |= _DATA
        files |= field_map.map_files(len(library.papers))
    if site.data_files and any(paper.figures for paper in library.newest):
        files[_FIGURES] = _figures
    if EMBED in file_names("paper", site):
        files[embed.STYLE_SHEET] = _embed_style
    if site.cards:
        files[CARD] = _library_card
    if site.data_files and citation_cff.has_parquet(site):
        files["data/papers.parquet"] = lambda _: [
            table.parquet(map(library.identified, library.papers.values()), site)
        ]
    # These name addresses in full.
    if site.has_address:
        files |= {
            name: PartFile(FEEDS[name].library_file, _in_feeds) for name in library_feeds(site)
        }
        files |= _NEWS
        files |= {name: partial(_sitemap, name) for name in sitemap.names(context.page_count)}
        if library.papers and site.data_files and (site.gateway or not site.few_data_files):
            files[oai.PATH] = _oai
        if library.newsletters:
            files[f"{KINDS['digests'].section}feed.xml"] = _newsletters
    return files


def touched_by(path: str) -> Touched:
    """Which changes the file of the whole library at a path may show."""
    touched = _TOUCHED.get(path)
    if touched is None:
        name = path.removesuffix(".json").removesuffix(".xml").rstrip("0123456789").rstrip("-")
        touched = _TOUCHED.get(name, Touched.ANY)
    return touched


def in_large_pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same in large pieces, which cost less to write than a paper's each."""
    gathered: list[bytes] = []
    size = 0
    for piece in pieces:
        gathered.append(piece)
        size += len(piece)
        if size >= _LARGE:
            yield b"".join(gathered)
            gathered, size = [], 0
    yield b"".join(gathered)


def _packed(context: ExportContext) -> Iterator[tuple[bytes, bytes]]:
    """The papers' JSON in groups of some lines, and each packed; a group's is kept with its first
    paper."""
    kept = context.kept.of("packed")
    papers = context.library.papers
    for ids in json_files.grouped(papers):
        text = b"".join(context.fragments(JSON, [papers[name] for name in ids]))
        key, entry = fingerprint(text), kept.get(ids[0], b"")
        if not entry.startswith(key):
            entry = kept[ids[0]] = key + json_files.packed(text)
        yield text, entry[len(key) :]


def _papers_json(context: ExportContext) -> Iterator[bytes]:
    return json_files.papers_json(context.library, context.site, context.all_fragments(JSON))


def _schema(_: ExportContext) -> Iterator[bytes]:
    yield json_files.papers_schema()


def _jsonl_gz(context: ExportContext) -> Iterator[bytes]:
    return json_files.gzipped(_packed(context))


def _papers_csv(context: ExportContext) -> Iterator[bytes]:
    yield table.csv_head()
    yield from context.all_fragments(CSV)


def _related(context: ExportContext) -> Iterator[bytes]:
    return related.document(context.library, context.relations, context.site)


def _figures(context: ExportContext) -> Iterator[bytes]:
    return figures.csv(papers_with_figures(context.library, context.relations), context.site)


def _changes(context: ExportContext) -> Iterator[bytes]:
    return changes.document(context.library, context.site)


def _marks(context: ExportContext) -> Iterator[bytes]:
    yield changes.marks(context.library)


def _in_feeds(context: ExportContext) -> Iterator[str]:
    return (paper.id for paper in context.feed.papers)


def _news_atom(context: ExportContext) -> Iterator[bytes]:
    yield news_feeds.atom_feed(context.library, context.site)


def _news_json(context: ExportContext) -> Iterator[bytes]:
    yield news_feeds.json_feed(context.library, context.site)


def _llms(context: ExportContext) -> Iterator[bytes]:
    lines_of = partial(context.fragments, LLMS)
    shelves = context.plan.by_kind
    indexes = [section for section, kind in INDEXES.items() if shelves[kind.name].keys]
    places = {*site_files(context), *indexes}
    return llms.document(context.library, context.relations, context.site, lines_of, places)


def _citation(context: ExportContext) -> Iterator[bytes]:
    yield citation_cff.citation(context.library, context.site)


def _library_card(context: ExportContext) -> Iterator[bytes]:
    assert context.cards  # noqa: S101 - who wants no cards is not asked for one
    yield context.cards.of_library()


def _embed_style(context: ExportContext) -> Iterator[bytes]:
    yield embed.style_sheet(context.palette)


def _robots(context: ExportContext) -> Iterator[bytes]:
    yield sitemap.robots(context.site)


def _sitemap(name: str, context: ExportContext) -> Iterator[bytes]:
    return sitemap.document(name, context.pages, context.site)


def _oai(context: ExportContext) -> Iterator[bytes]:
    return oai.document(context.library, context.site, context.all_fragments(OAI))


def _newsletters(context: ExportContext) -> Iterator[bytes]:
    from pressmark.exports.feeds import newsletters  # many libraries have none

    yield newsletters.feed(context.library, context.site)


def _identifiers(context: ExportContext) -> Iterator[bytes]:
    return reading.identifiers(context.library)


def _descriptions(context: ExportContext) -> Iterator[bytes]:
    return reading.descriptions(context.library, context.relations)


_FOR_SCRIPTS: Final[Mapping[str, SiteFile]] = {
    reading.IDENTIFIERS: _identifiers,
    reading.DESCRIPTIONS: _descriptions,
}
_DATA: Final[Mapping[str, SiteFile]] = {
    "llms.txt": _llms,
    "CITATION.cff": _citation,
    "data/papers.json": _papers_json,
    f"data/{json_files.SCHEMA}": _schema,
    "data/papers.jsonl.gz": _jsonl_gz,
    "data/papers.csv": _papers_csv,
    "data/related.json": _related,
    changes.PATH: _changes,
    changes.MARKS_PATH: _marks,
    **{f"{PAPERS}papers.{ending}": format_.library_file for ending, format_ in CITATIONS.items()},
}
_NEWS: Final[Mapping[str, SiteFile]] = {
    f"{KINDS['new'].section}feed.xml": _news_atom,
    f"{KINDS['new'].section}feed.json": _news_json,
}
_CITED = Touched.CITED | Touched.TEXTS
_ON_MAP = Touched.MAP | Touched.COUNTS
# The changes that each may show: of one file, or of all whose paths begin so but for a number.
_TOUCHED: Final = {
    "robots.txt": Touched.NOTHING,
    embed.STYLE_SHEET: Touched.NOTHING,
    f"data/{json_files.SCHEMA}": Touched.NOTHING,
    CARD: Touched.FONTS,
    "CITATION.cff": Touched.DAYS,
    reading.DESCRIPTIONS: Touched.COUNTS,
    reading.IDENTIFIERS: Touched.REFERENCES,
    "llms.txt": Touched.FACTS,
    **dict.fromkeys(
        ("data/papers.json", "data/papers.jsonl.gz", "data/papers.csv", "data/papers.parquet"),
        Touched.RECORDS,
    ),
    **{f"{PAPERS}papers.{ending}": _CITED for ending in CITATIONS},
    "data/related.json": Touched.RELATED | Touched.LISTS,
    _FIGURES: Touched.FIGURES | Touched.COUNTS | Touched.TITLES,
    **dict.fromkeys((*_NEWS, changes.PATH, changes.MARKS_PATH), Touched.FACTS),
    f"{KINDS['digests'].section}feed.xml": Touched.FACTS,
    "sitemap": Touched.COUNTS | Touched.DAYS | Touched.LISTS | Touched.BESIDES,
    f"{browse.FOLDER}index": Touched.FACTS,
    f"{browse.FOLDER}orders": Touched.COUNTS | Touched.TITLES | Touched.DAYS | Touched.FIGURES,
    f"{browse.FOLDER}people": Touched.COUNTS,
    f"{browse.FOLDER}rows": Touched.COUNTS | Touched.TITLES | Touched.SUMMARIES,
    field_map.PATH: _ON_MAP,
    **{f"data/{field_map.FOLDER}{name}": _ON_MAP for name in ("points", "tags", "hashes")},
    f"data/{field_map.FOLDER}names": _ON_MAP | Touched.TITLES | Touched.SUMMARIES,
}
# Every file that a site may have at all, whatever its settings are and however many pages it has.
SITE_FILES: Final = frozenset(
    (
        *(*_FOR_SCRIPTS, *_DATA, *_NEWS, *FEEDS, CARD, _FIGURES, field_map.PATH),
        *("robots.txt", "data/papers.parquet", oai.PATH),
        *(f"{KINDS['digests'].section}feed.xml", *sitemap.names(10**7), *browse.names(10**6)),
    )
)
