"""A library's papers and those related to them in; the same as JSON out, for one paper or all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pressmark.base.markup import json_line
from pressmark.library.addresses import paper_address
from pressmark.site.related import most_related

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.relations import Related, Relations
    from pressmark.site.settings import Site


def of_paper(paper: Paper, library: Library, relations: Relations, site: Site) -> bytes:
    """What is beside a paper's page: the papers related to it, the most related first, with what
    they share, and the labels of tags among that."""
    shown = relations.related.get(paper.id, ())[: most_related(site, library)]
    shared = dict.fromkeys(tag for each in shown for tag in each.tags)
    labels = {tag: library.tags[tag].label for tag in shared if tag in library.tags}
    related = [
        {
            "id": each.id,
            "title": library.papers[each.id].title,
            "url": site.url + paper_address(each.id),
            **_shared(each),
        }
        for each in shown
    ]
    values = {"id": paper.id, "related": related, **({"labels": labels} if labels else {})}
    return json_line(values) + b"\n"


def document(library: Library, relations: Relations, site: Site) -> Iterator[bytes]:
    """The papers related to every paper, by its id, in pieces; in large libraries, without what
    they share."""
    head = {"name": site.name, "url": site.url}
    yield json_line(head)[:-1] + b',"related":{\n'
    before, most = b"", most_related(site, library)
    for name in library.papers:
        related = relations.related.get(name, ())[:most]
        shared = [{} if site.few_data_files else _shared(each) for each in related]
        values = [{"id": each.id, **more} for each, more in zip(related, shared, strict=True)]
        yield before + json_line({name: values})[1:-1]
        before = b",\n"
    yield b"\n}}\n"


def _shared(related: Related) -> dict[str, Any]:
    parts = {"tags": related.tags, "people": related.people, "words": related.words}
    return {name: list(values) for name, values in parts.items() if values}
