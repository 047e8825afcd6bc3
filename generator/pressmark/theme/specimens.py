"""The kinds of pages in; the specimens that frames are made from out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.findings import Finding, InvalidLibraryError
from pressmark.library.loading.handwritten import read
from pressmark.render.front_matter import hand_written_file, markdown_file
from pressmark.render.list_head import ListHeads
from pressmark.site.kinds import INDEXES, REPEATED
from pressmark.site.links import links_in
from pressmark.site.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pressmark.site.kinds import Kind
    from pressmark.site.settings import Site

# What stands in the slots of a specimen, which shows no record. An underscore is in no id, so that
# a specimen's address is never a page's.
SENTINELS = {
    "title": "pressmark slot title 7c41d09be2",
    "description": "pressmark slot description 51f8a36d07",
    "head": '<meta name="pressmark-slot" content="pressmark slot head 0c93e5a1f6">',
    "stem": "pressmark_slot_stem_e90b27c4d8",
    "body": '<div data-slot="b3d6f1905a"><h1>pressmark slot body 2f7e88c1b4</h1></div>',
}
_SECOND = {
    "title": "Another &amp; much longer title &lt;i&gt; with everything that a title may hold " * 3,
    "description": "&#34;Short&#34;",
    "head": '<meta name="one" content="&lt;">\n' * 20
    + '<script type="application/ld+json">"two"</script>',
    "stem": "pressmark_second_4f",
    "body": "<div>\n\n<h1>Two</h1>\n<h2 id='a'>One &lt;</h2><p>"
    + "words and more. " * 200
    + "</p>\n</div>",
}


def specimens() -> Iterator[tuple[Page, Mapping[str, str]]]:
    """Every page to draw a form from, with what its slots hold."""
    for kind in REPEATED:
        first, last = kind.depths
        for folders in range(first, last + 1):
            yield _specimen(kind, folders, SENTINELS), SENTINELS
        yield _specimen(kind, first, _SECOND), _SECOND
    for address, kind in INDEXES.items():
        yield Page(address, kind.name, address, "", ""), SENTINELS


def own_stem(stem: str, kind: str) -> str:
    """The stem of a kind's own specimens: two kinds may have pages in the same folders."""
    return f"{stem}_{kind.replace('-', '_')}"


def _specimen(kind: Kind, folders: int, slots: Mapping[str, str]) -> Page:
    address = kind.address("/".join([own_stem(slots["stem"], kind.name)] * folders))
    return Page(address, kind.name, kind.section, "", "")


def specimen_files(root: Path, site: Site) -> tuple[dict[str, bytes], list[str]]:
    """The files, by path, to draw the site's forms and its hand-written pages from, and the
    addresses of pages that are there to be linked to only.

    Raises `InvalidLibraryError` with the findings of hand-written pages.
    """
    findings: list[Finding] = []
    texts, _, files = read(root, findings)
    if findings:
        raise InvalidLibraryError(findings)
    heads = ListHeads(site)
    files.update((name, hand_written_file(text, heads)) for name, text in texts.items())
    for page, slots in specimens():
        files[page.source] = markdown_file(page, slots, slots["body"].encode())
    anchors: dict[str, set[str]] = {}
    for name, anchor in set().union(*(links_in(text.body) for text in texts.values())):
        anchors.setdefault(name, set()).add(anchor)
    stubs = [Page(f"{name.removesuffix('.md')}/", "linked", "", "", "") for name in sorted(anchors)]
    for stub in stubs:
        if stub.source not in files:
            marks = "".join(f'<i id="{anchor}"></i>' for anchor in sorted(anchors[stub.source]))
            body = SENTINELS["body"].replace("</div>", f"{marks}</div>")
            files[stub.source] = markdown_file(stub, SENTINELS, body.encode())
    return files, [stub.address for stub in stubs if stub.address not in INDEXES]
