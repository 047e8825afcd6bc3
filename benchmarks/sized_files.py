"""The files of `content/` that a library may have many of, or that may be long: a case for each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from benchmarks.sized import (
    PAPER,
    Case,
    text_of,
    write_library,
    write_lines,
    write_record,
    write_terms,
)

if TYPE_CHECKING:
    from pathlib import Path

_TERM = {"description": "What there is to say of it."}


def _content(root: Path, file: str, text: str) -> None:
    path = root / "content" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def paper(number: int) -> dict[str, object]:
    return PAPER | {
        "id": f"paper{number}",
        "title": f"Lamp Number {number}",
        "authors": [f"Ada Quill{number // 3}", f"Ben Oar{number // 2}"],
        "date": f"20{number % 20 + 10}-03-04",
        "problem": "Few.",
        "approach": "Row.",
        "finding": "Many.",
    }


def records(root: Path, count: int) -> None:
    """Records in files of their own."""
    write_library(root)
    for number in range(count):
        values = paper(number)
        write_record(root, values, str(values.pop("id")))


def lines(root: Path, count: int) -> None:
    """Records on lines of one file."""
    write_library(root)
    write_lines(root, map(paper, range(count)))


def items(root: Path, count: int) -> None:
    """Items of CSL-JSON."""
    write_library(root)
    listed = [
        {
            "id": f"item{number}",
            "title": f"Lamp Number {number}",
            "author": [{"family": f"Quill{number // 3}", "given": "Ada"}],
            "issued": {"date-parts": [[2021]]},
            "container-title": f"Journal of Lamps {number // 5}",
            "keyword": f"lamps,word{number // 4}",
        }
        for number in range(count)
    ]
    _content(root, "papers.csl.jsonl", "".join(f"{json.dumps(item)}\n" for item in listed))


def entries(root: Path, count: int) -> None:
    """Entries of BibTeX that the configuration names as a source."""
    write_library(root)
    text = "".join(
        f"@article{{key{n}, title = {{Lamp Number {n}}},\n"
        f"  author = {{Quill{n // 3}, Ada and Oar, Ben}},\n"
        f"  year = 2021, journal = {{Journal of Lamps {n // 5}}}, doi = {{10.1234/{n}}}}}\n"
        for n in range(count)
    )
    (root / "refs.bib").write_text(text, encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        "site_name: Sizes\nsite_url: https://example.org/\n"
        "extra: {cards: false, sources: [refs.bib]}\n",
        encoding="utf-8",
    )


def namesakes(root: Path, count: int) -> None:
    """Papers of one title, each of its own volume."""
    write_library(root)
    values = {"title": "Editorial", "kind": "article-journal", "container": "Tides", "date": "2021"}
    papers = (paper(n) | values | {"volume": str(n)} for n in range(count))
    write_lines(root, papers)


def one_author(root: Path, count: int) -> None:
    """Papers that one person wrote, of one theme, tag and year."""
    write_library(root)
    values = {"authors": ["Ada Quill"], "date": "2021"}
    papers = (paper(n) | values for n in range(count))
    write_lines(root, papers)


def themes(root: Path, count: int) -> None:
    """Themes of a vocabulary."""
    write_library(root)
    terms = [("lamps", {"label": "Lamps", **_TERM})]
    terms += [(f"theme{n}", {"label": f"Theme {n}", "description": "T"}) for n in range(count)]
    write_terms(root, "themes.yml", terms)


def tags(root: Path, count: int) -> None:
    """Tags of a vocabulary."""
    write_library(root, tags=["harbour", *(f"tag{number}" for number in range(count))])


def unknown_tags(root: Path, count: int) -> None:
    """Tags of as many records beside as many in a vocabulary, none of which it has."""
    write_library(root, tags=["harbour", *(f"tag{number}" for number in range(count))])
    papers = (paper(n) | {"tags": [f"tog{n}", f"tga{n}"]} for n in range(count))
    write_lines(root, papers)


def venues(root: Path, count: int) -> None:
    """Venues of a file, and papers at as many others."""
    write_library(root)
    write_terms(root, "venues.yml", ((f"v{n}", {"label": f"Lamp Days {n}"}) for n in range(count)))
    papers = (paper(n) | {"venue": f"Lamp Nights {n} 2021"} for n in range(count // 10))
    write_lines(root, papers)


def aliases(root: Path, count: int) -> None:
    """Aliases of a tag, a venue and a person."""
    write_library(root)
    names = [f"Lamps {number}" for number in range(count)]
    write_terms(root, "tags.yml", [("harbour", {"label": "Harbour", **_TERM, "aliases": names})])
    write_terms(root, "venues.yml", [("days", {"label": "Days", "aliases": names})])
    write_terms(root, "people.yml", [("ada-quill", {"label": "Ada Quill", "aliases": names})])


def people(root: Path, count: int) -> None:
    """People who share a spelling, each with a paper of theirs."""
    write_library(root)
    papers = (paper(n) | {"authors": ["A. Quill"]} for n in range(count))
    write_lines(root, papers)
    persons = (
        (f"quill{n}", {"label": f"Ada Quill {n}", "aliases": ["A. Quill"], "papers": [f"paper{n}"]})
        for n in range(count)
    )
    write_terms(root, "people.yml", persons)


def redirects(root: Path, count: int) -> None:
    """Redirects to one page."""
    write_library(root)
    _content(root, "redirects.yml", "".join(f"old{n}/: papers/\n" for n in range(count)))


def chains(root: Path, count: int) -> None:
    """Redirects that lead to one another."""
    write_library(root)
    last = f"old{count - 1}/: papers/\n"
    chain = "".join(f"old{n}/: old{n + 1}/\n" for n in range(count - 1))
    _content(root, "redirects.yml", chain + last)


def loops(root: Path, count: int) -> None:
    """Redirects that lead round in pairs."""
    write_library(root)
    pairs = (f"old{n}/: old{n ^ 1}/\n" for n in range(2 * (count // 2)))
    _content(root, "redirects.yml", "".join(pairs))


def lost_redirects(root: Path, count: int) -> None:
    """Redirects to pages that are not there."""
    write_library(root)
    _content(root, "redirects.yml", "".join(f"o/{n}/: tags/harbor{n}/\n" for n in range(count)))


def addresses(root: Path, count: int) -> None:
    """Published addresses, each with a redirect for the tenth of them, and the others lost."""
    write_library(root)
    _content(root, "addresses.txt", "".join(f"tags/harbor{n}/\n" for n in range(count)))


def pages(root: Path, count: int) -> None:
    """Pages that are written by hand."""
    write_library(root)
    for number in range(count):
        _content(root, f"pages/page{number}.md", _page(text_of(100)))


def long_page(root: Path, count: int) -> None:
    """A page of so many paragraphs."""
    write_library(root)
    paragraph = f"{text_of(60)}, *so* `it` is **said**, [there](papers.md) and {text_of(20)}.\n\n"
    _content(root, "pages/long.md", _page(paragraph * count))


def long_paragraph(root: Path, count: int) -> None:
    """A page of one paragraph, with so many emphasised words."""
    write_library(root)
    _content(root, "pages/long.md", _page("so *it* is `said` of [lamps](papers.md) " * count))


def broken_links(root: Path, count: int) -> None:
    """Links of a page to papers that are not there."""
    write_library(root)
    links = "".join(f"[a](papers/quill{n}.md)\n\n" for n in range(count))
    _content(root, "pages/long.md", _page(links))


def _page(body: str) -> str:
    return f"---\ntitle: Lamps\ndescription: All lamps.\n---\n\n{body}\n"


def digest(root: Path, count: int) -> None:
    """Papers of an e-mail digest."""
    lines(root, count)
    ids = ", ".join(f"paper{number}" for number in range(count))
    text = f"since: '2022-01-01'\nuntil: '2022-01-08'\nfurther: [{ids}]\n"
    _content(root, "digests/2022-01-08.yml", text)


def lost_papers(root: Path, count: int) -> None:
    """Papers of an e-mail digest that the library does not have."""
    lines(root, count)
    ids = ", ".join(f"papr{number}" for number in range(count))
    text = f"since: '2022-01-01'\nuntil: '2022-01-08'\nfurther: [{ids}]\n"
    _content(root, "digests/2022-01-08.yml", text)


def digests(root: Path, count: int) -> None:
    """E-mail digests."""
    write_library(root)
    for number in range(count):
        day = f"{2000 + number // 336}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
        text = f"since: '{day}'\nuntil: '{day}'\npapers: [quill2021counting]\n"
        _content(root, f"digests/{day}.yml", text)


def abstract(root: Path, count: int) -> None:
    """Words of an abstract."""
    write_library(root)
    _content(root, "abstracts/quill2021counting.txt", text_of(count))


def introduction(root: Path, count: int) -> None:
    """Words of a theme's introduction."""
    write_library(root)
    values = {"label": "Lamps", **_TERM, "introduction": text_of(count)}
    write_terms(root, "themes.yml", [("lamps", values)])


def nav(root: Path, count: int) -> None:
    """Entries of the navigation that lead nowhere."""
    write_library(root)
    entries_ = "".join(f"  - page{n}.md\n" for n in range(count))
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(f"nav:\n{entries_}")


def file_cases() -> list[Case]:
    """Every case."""
    return [
        Case("papers/*.md", "record", 10, records),
        Case("papers.jsonl", "record", 10, lines),
        Case("papers.csl.jsonl", "item", 10, items),
        Case("a source in BibTeX", "entry", 10, entries),
        Case("papers of one title", "paper", 10, namesakes),
        Case("papers of one author, theme and year", "paper", 10, one_author),
        Case("themes.yml", "theme", 10, themes),
        Case("tags.yml", "tag", 15, tags),
        Case("tags that are unknown", "tag", 10, unknown_tags),
        Case("venues.yml", "venue", 20, venues),
        Case("aliases", "alias", 5, aliases),
        Case("people.yml, of one spelling", "person", 5, people),
        Case("redirects.yml", "redirect", 10, redirects),
        Case("redirects.yml, a chain", "redirect", 10, chains),
        Case("redirects.yml, loops", "redirect", 10, loops),
        Case("redirects.yml, to no page", "redirect", 10, lost_redirects),
        Case("addresses.txt, all lost", "address", 30, addresses),
        Case("pages/*.md", "page", 1, pages),
        Case("a page of many paragraphs", "paragraph", 1, long_page),
        Case("a page of one paragraph", "word", 3, long_paragraph),
        Case("links to no paper", "link", 3, broken_links),
        Case("papers of a digest", "paper", 10, digest),
        Case("papers of a digest that are not there", "paper", 10, lost_papers),
        Case("digests/*.yml", "digest", 1, digests),
        Case("abstracts/*.txt", "word", 100, abstract),
        Case("introduction of a theme", "word", 50, introduction),
        Case("navigation to no page", "entry", 5, nav),
    ]
