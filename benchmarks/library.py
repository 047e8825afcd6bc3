"""A corpus of CSL-JSON items in; the same library for every generator that is measured out.

The records are valid and depend on the corpus and the size alone. A size beyond the corpus repeats
its items with ids, titles and names of their own, so that an author has as many papers as before.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import shutil
from dataclasses import fields, is_dataclass
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from pressmark.base.licenses import license_of
from pressmark.base.models import InvalidValuesError, validated
from pressmark.base.names import ID, normal_title, slug
from pressmark.base.template_folders import PACKAGE_TEMPLATES, THEME
from pressmark.exports.citations.coins import coins
from pressmark.exports.citations.highwire import citation_tags
from pressmark.exports.citations.signposts import signposts
from pressmark.library.importing.record_text import record_text
from pressmark.library.library import Library, Person
from pressmark.library.paper import Author, Paper
from pressmark.library.relations import relate
from pressmark.library.terms import Series, Term, Theme
from pressmark.library.values import plain_text
from pressmark.render.head import Heads
from pressmark.site.kinds import KINDS
from pressmark.site.plan import plan
from pressmark.site.settings import Site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pressmark.site.page import Page

REPOSITORY = Path(__file__).resolve().parent.parent
CORPUS = REPOSITORY.parent / "shared" / "corpus" / "anthology-10k.csl.jsonl.gz"
NO_SEARCH_CONFIG = "no-search.yml"
# The site as mkdocs.yml and Hugo's hugo.toml have it.
SITE = Site(
    name="Expert Alignment",
    description="",
    url="https://pressmark.github.io/pressmark/",
    repository="",
    branch="main",
    license="CC BY 4.0",
)
# What stands in the site besides its pages, or on them, and has no counterpart in Hugo's.
BESIDES = ("paper_files", "list_files", "data_files", "citations")
# How Hugo makes the pages: from data in which all joins are done, or by its own taxonomies.
HUGO_WAYS = ("adapters", "taxonomies")
HUGO = REPOSITORY / "benchmarks" / "hugo"
# The kinds of pages that Hugo's templates draw; what only pressmark has is measured apart.
HUGO_KINDS = {
    "home",
    *(path.stem for path in HUGO.glob("common/layouts/_partials/indexes/*.html")),
    *(path.parent.name for path in HUGO.glob("*/layouts/*/page.html")),
}

Record = dict[str, Any]
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def read_items(corpus: Path) -> list[Record]:
    """The CSL-JSON items of a gzipped file that holds one a line."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def records(items: Iterable[Record], papers: int) -> Iterator[Record]:
    """`papers` records as JSON Lines hold them: the keys of a `Paper`, and `abstract`.

    Raises `ValueError` when there are no items to make them from.
    """
    originals = list(islice(_originals(items), papers))
    if not originals and papers:
        raise ValueError("the corpus holds no items")
    for number in range(papers):
        repetition, place = divmod(number, len(originals))
        original = originals[place]
        yield _repeated(original, repetition + 1) if repetition else original


def _originals(items: Iterable[Record]) -> Iterator[Record]:
    ids: set[str] = set()
    titles: set[str] = set()
    for item in items:
        record = _record(item)
        title, id_ = record["title"], record["id"]
        for number in count(2):
            if normal_title(record["title"]) not in titles:
                break
            record["title"] = f"{title} ({number})"
        for number in count(2):
            if record["id"] not in ids:
                break
            record["id"] = f"{id_}-{number}"
        ids.add(record["id"])
        titles.add(normal_title(record["title"]))
        yield record


def _record(item: Record) -> Record:
    title = _line(item["title"])
    abstract = plain_text(item.get("abstract") or "").strip()
    year = str(item["issued"]["date-parts"][0][0])
    place = slug(item["container-title"])
    names = [_line(f"{a.get('given', '')} {a.get('family', '')}") for a in item.get("author", ())]
    tags = dict.fromkeys(slug(tag) for tag in (item.get("keyword") or "").split(",") if tag.strip())
    record = {
        "id": item["id"] if ID.fullmatch(item["id"]) else slug(item["id"]),
        "title": title,
        "authors": [name for name in names if name],
        "date": year,
        "type": "method",
        "venue": f"{place.upper()} {year}",
        "doi": _sound("doi", item.get("DOI", "")),
        "url": _sound("url", item.get("URL", "")),
        "theme": place,
        "tags": list(tags),
        "tldr": _line(_SENTENCE_END.split(abstract, maxsplit=1)[0])[:1000] or title,
        "suggested": ["theme"],
        "abstract": abstract,
    }
    return {key: value for key, value in record.items() if value}


def _line(text: str) -> str:
    return " ".join(plain_text(text).split())


def _sound(field: str, value: str) -> str:
    """The value if a record may hold it, else nothing."""
    try:
        validated(Paper, {"id": "any", "title": "Any", field: value})
    except InvalidValuesError:
        return ""
    return value


def _repeated(record: Record, repetition: int) -> Record:
    # A hyphen keeps the name under its letter, and the family name one word.
    return record | {
        "id": f"{record['id']}-r{repetition}",
        "title": f"{record['title']} (copy {repetition})",
        "authors": [f"{name}-{repetition}" for name in record.get("authors", ())],
    }


def vocabulary(made: Iterable[Record]) -> tuple[dict[str, Record], dict[str, Record]]:
    """The themes and the tags of records: label and description by id."""
    themes: set[str] = set()
    tags: set[str] = set()
    for record in made:
        themes.add(record["theme"])
        tags.update(record.get("tags", ()))
    return (
        {n: {"label": n.upper(), "description": f"Papers of {n.upper()}."} for n in sorted(themes)},
        {n: _tag(n.replace("-", " ")) for n in sorted(tags)},
    )


def _tag(words: str) -> Record:
    return {"label": words.capitalize(), "description": f"Papers on {words}."}


def write_pressmark(made: list[Record], folder: Path, *, as_files: bool = False) -> None:
    """A library that `pressmark build` and `mkdocs build` read, with its records as JSON Lines.

    With `as_files`, records are Markdown files, one a paper, and abstracts text files.
    """
    content = folder / "content"
    content.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(_configuration(), encoding="utf-8")
    shutil.copytree(REPOSITORY / "content" / "pages", content / "pages")
    themes, tags = vocabulary(made)
    for name, terms in (("themes", themes), ("tags", tags)):
        text = yaml.dump(terms, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
        (content / f"{name}.yml").write_text(text, encoding="utf-8")
    write_no_search_config(folder)
    if as_files:
        _write_files(made, content)
        return
    with (content / "papers.jsonl").open("w", encoding="utf-8") as lines:
        for record in made:
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")


def _configuration() -> str:
    """The repository's mkdocs.yml, for a site of nothing but pages, which all generators make."""
    text = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    only_pages = "extra:\n" + "".join(f"  {name}: false\n" for name in BESIDES)
    return text.replace("[CARDS, true]", "[CARDS, false]").replace("extra:\n", only_pages, 1)


def write_no_search_config(folder: Path) -> None:
    """Beside a library's mkdocs.yml, one with which MkDocs makes no search index."""
    config = {
        "INHERIT": "mkdocs.yml",
        "hooks": [str(REPOSITORY / "benchmarks" / "no_search.py")],
    }
    (folder / NO_SEARCH_CONFIG).write_text(yaml.safe_dump(config), encoding="utf-8")


def _write_files(made: list[Record], content: Path) -> None:
    for name in ("papers", "abstracts"):
        (content / name).mkdir()
    for record in made:
        paper, abstract = _paper(record)
        record_file = content / "papers" / f"{paper.id}.md"
        record_file.write_text(record_text(paper), encoding="utf-8")
        if abstract:
            (content / "abstracts" / f"{paper.id}.txt").write_text(abstract, encoding="utf-8")


def _paper(record: Record) -> tuple[Paper, str]:
    facts = {key: value for key, value in record.items() if key != "abstract"}
    return validated(Paper, facts), record.get("abstract", "")


def pages(made: Iterable[Record]) -> Iterator[tuple[str, Record]]:
    """Every page of the site that both programs make of the records: its kind and its data.

    All joins are done: a page names the papers that it lists and holds all else that it shows.
    """
    papers: dict[str, Paper] = {}
    abstracts: dict[str, str] = {}
    all_made = list(made)
    for record in all_made:
        paper, abstract = _paper(record)
        papers[paper.id] = paper
        abstracts[paper.id] = abstract
    themes, tags = (
        {name: validated(Theme, {"id": name, **term}) for name, term in terms.items()}
        for terms in vocabulary(all_made)
    )
    library = Library(papers, themes, tags, abstracts=abstracts)
    heads = Heads(library, SITE)
    introduction = "A library of papers, made to measure generators with."
    for page in plan(library, relate(library), introduction):
        if page.kind not in HUGO_KINDS:
            continue
        yield (
            page.kind,
            {
                "path": page.address.rstrip("/"),
                "root": "../" * page.depth or "./",
                "in": page.section,
                "title": page.title,
                "description": page.description or page.title,
                **{name: _plain(value, page.kind) for name, value in page.view.items()},
                **_named(page.view),
                **(_head_of_paper(page, library, heads) if page.kind == "paper" else {}),
            },
        )


def _head_of_paper(page: Page, library: Library, heads: Heads) -> Record:
    """What a paper's head says of it, and its COinS, which Hugo is given in one piece."""
    told, url = library.reference(library.papers[page.stem]), SITE.url + page.address
    return {
        "told": [{"name": n, "content": said} for n, said in citation_tags(told, url)],
        "links": [
            {name: value for name, value in link._asdict().items() if value}
            for link in signposts(told, url, (), license_of(SITE.license).address)
        ],
        "ld": heads.json_of_paper(page, told),
        "coins": coins(told),
    }


def _named(view: Mapping[str, Any]) -> Record:
    """Lists of a page with their parts by name: Hugo is slow at taking the n-th part."""
    named: Record = {}
    if "coauthors" in view:
        named["coauthors"] = [
            {"id": id_, "name": name, **({"papers": count} if count > 1 else {})}
            for id_, name, count in view["coauthors"]
        ]
    if "authors" in view:
        named["authors"] = [{"id": id_, "name": author.name} for author, id_ in view["authors"]]
        named["tags"] = [{"id": id_, "label": label} for id_, label, _ in view["tags"]]
    if "rows" in view:
        named["rows"] = [row[0].id for row in view["rows"]]
    return named


def _plain(value: Any, kind: str) -> Any:
    """A value of a page's view as JSON holds it; papers by id but on their own page."""
    if isinstance(value, Paper):
        return _paper_data(value) if kind == "paper" else value.id
    if isinstance(value, (Term, Series)):
        return {"id": value.id, "label": value.label, "description": _described(value)}
    if isinstance(value, Author):
        return value.name
    if isinstance(value, Person):
        return [value.id, value.name, len(value.papers)]
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name), kind) for f in fields(value)}
    if isinstance(value, dict):
        return {key: _plain(part, kind) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part, kind) for part in value]
    return value


def _paper_data(paper: Paper) -> Record:
    names = ("id", "title", "date", "type", "venue", "doi", "url", "tldr")
    return {name: value for name in names if (value := getattr(paper, name))}


def _described(value: Term | Series) -> str:
    return value.description if isinstance(value, Term) else value.name


def write_hugo(made: Iterable[Record], folder: Path, way: str = HUGO_WAYS[0]) -> None:
    """A Hugo site with the same pages as pressmark's library of the records.

    `way` names the folder in benchmarks/hugo whose templates make them. The joins are done and
    stand in data files: papers and authors by id, other pages by path.
    """
    for part in ("common", way):
        shutil.copytree(HUGO / part, folder, dirs_exist_ok=True)
    look = PACKAGE_TEMPLATES / THEME
    shutil.copytree(look / "assets", folder / "static" / "assets")
    content = folder / "content"
    content.mkdir(exist_ok=True)
    for text in sorted((REPOSITORY / "content" / "pages").glob("*.md")):
        if text.name != "index.md":
            shutil.copy(text, content)
    data: dict[str, dict[str, Record]] = {"paper": {}, "author": {}, "list": {}, "index": {}}
    for kind, page in pages(made):
        path = page.pop("path")
        if kind in ("paper", "author"):
            data[kind][path.partition("/")[2]] = page
        else:
            data["index" if KINDS[kind].is_index else "list"][path or "home"] = {
                "kind": kind,
                **page,
            }
    (folder / "data").mkdir()
    for name, value in data.items():
        with (folder / "data" / f"{name}.json").open("w", encoding="utf-8") as file:
            json.dump(value, file, ensure_ascii=False)


def write(items: Iterable[Record], papers: int, folder: Path, way: str = HUGO_WAYS[0]) -> None:
    """The same library of `papers` papers in `folder`/pressmark and `folder`/hugo."""
    made = list(records(items, papers))
    write_pressmark(made, folder / "pressmark")
    write_hugo(made, folder / "hugo", way)


def sizes(text: str) -> list[int]:
    """Numbers of papers such as `1k,10k` or `209`.

    Raises `ValueError` for anything else.
    """
    return [
        int(part[:-1]) * 1000 if part.endswith("k") else int(part)
        for part in text.lower().split(",")
    ]


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description="Write a library of real papers for pressmark, MkDocs and Hugo.",
        epilog="Example: python -m benchmarks.library 1k /tmp/library",
    )
    parser.add_argument("papers", help="how many papers, such as 209, 1k or 100k")
    parser.add_argument("folder", type=Path, help="where to; must not exist yet")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="gzipped CSL-JSON lines")
    parser.add_argument("--as-files", action="store_true", help="one Markdown file a record")
    parser.add_argument(
        "--hugo", choices=HUGO_WAYS, default=HUGO_WAYS[0], help="how Hugo makes pages (adapters)"
    )
    options = parser.parse_args(arguments)
    (papers,) = sizes(options.papers)
    made = list(records(read_items(options.corpus), papers))
    write_pressmark(made, options.folder / "pressmark", as_files=options.as_files)
    write_hugo(made, options.folder / "hugo", options.hugo)


if __name__ == "__main__":
    main()
