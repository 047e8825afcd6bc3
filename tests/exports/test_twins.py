"""Lists and indexes are beside their pages as Markdown too, which shows what the pages show."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from pressmark.build.project import load_project
from pressmark.exports.twins.kinds import BLOCKS
from pressmark.library.relations import relate
from pressmark.site.file_names import twin_of
from pressmark.site.kinds import INDEXES, KINDS, TWIN
from pressmark.site.plan import plan
from pressmark.site.settings import Site
from tests.effort import drawn
from tests.hostile import SITE as HOSTILE_SITE
from tests.hostile import hostile_papers, library
from tests.invented import LOW_LIMITS, Content, invented_project
from tests.markdown_readers import READERS, bare, outline
from tests.published import published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pressmark.build.project import Project
    from pressmark.library.library import Library

SITE = Site(
    name="Lamps",
    description="Papers on lamps.",
    url="https://lamps.example/below/",
    repository="https://code.example/lamps",
    branch="main",
    license="CC BY 4.0",
)
LINK = re.compile(r"\]\(https://lamps\.example/below/([^)]*)\)")
# Papers have their own.
WITH_TWIN = {kind.name for kind in KINDS.values() if TWIN in kind.files} - {"paper"}
ELEMENTS = {
    *"h1 h2 p em strong a ul ol li blockquote code pre hr br table thead tbody tr th td".split()
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A library with long lists of every kind."""
    with pytest.MonkeyPatch.context() as patch:
        for name, limit in LOW_LIMITS.items():
            patch.setattr(f"pressmark.site.limits.{name}", limit)
        root = invented_project(tmp_path_factory.mktemp("twins") / "project")
        content = Content()
        for values in content.papers.values():
            values["kind"] = "paper-conference"
        content.write(root)
        yield load_project(root)


@pytest.fixture(scope="module")
def twins(project: Project) -> dict[str, str]:
    """Every twin but papers', by the address of the page."""
    exporter = project.exporter(SITE)
    return {
        page.address: dict(exporter.page_files(page))[TWIN].decode()
        for page in project.plan
        if page.kind in WITH_TWIN
    }


def links(text: str) -> list[str]:
    return LINK.findall(text)


def test_every_kind_with_a_twin_has_what_gives_its_blocks() -> None:
    assert BLOCKS.keys() <= WITH_TWIN
    without = {KINDS[name] for name in WITH_TWIN - BLOCKS.keys()}
    assert [kind.name for kind in without if not kind.has_parts] == []


def test_a_list_has_the_links_that_its_page_has(project: Project, twins: dict[str, str]) -> None:
    renderer = project.renderer(SITE)
    for page in project.plan:
        if page.kind not in WITH_TWIN or page.kind == "explore":  # whose plots have many more
            continue
        root = "../" * page.depth
        linked = {
            href.removeprefix(root)
            for href in re.findall(r'href="((?:\.\./)+[^"#?]*)"', renderer.body(page).decode())
        }
        # Where a page stands, and who wrote the papers that it lists.
        above = {"", page.section, page.address}
        lines = ("authors/", "venues/") if page.papers or page.kind == "papers" else ()
        wanted = {
            address
            for address in linked - above
            if address.count("/") > 1 and not (lines and address.startswith(lines))
        }
        shown = {link.removesuffix(TWIN) for link in links(twins[page.address])}
        assert wanted <= shown, page.address


def test_links_lead_to_twins_that_are_there(project: Project, twins: dict[str, str]) -> None:
    paths = {path for path, _ in project.exporter(SITE).every(project.plan)}
    linked = {link for text in twins.values() for link in links(text)}
    without = {page.address for page in project.plan if TWIN not in KINDS[page.kind].files}
    assert linked <= paths | without
    assert {"papers/paper3/index.md", "authors/ada-quill/2/index.md"} <= linked


def test_a_further_part_leads_to_the_first_one_and_lists_its_own_papers(
    twins: dict[str, str],
) -> None:
    first, second = twins["themes/lamps/"], twins["themes/lamps/1/"]
    assert "themes/lamps/index.md" in links(second)
    assert "themes/lamps/1/index.md" in links(first)
    papers = [
        {link for link in links(text.partition("## Also")[0]) if link.startswith("papers/")}
        for text in (first, second)
    ]
    assert all(papers)
    assert not papers[0] & papers[1]


def test_a_person_has_those_whom_they_wrote_with(twins: dict[str, str]) -> None:
    _, _, others = twins["authors/ada-quill/"].partition("## Co-authors\n\n")
    row = "- [Eve van Rope](https://lamps.example/below/authors/eve-van-rope/index.md) (3 papers)"
    assert row in others.splitlines()


def test_a_line_tells_who_wrote_a_paper_when_and_where(twins: dict[str, str]) -> None:
    lines = "\n".join(twins.values()).splitlines()
    assert (
        "- [Observation 10 & Others](https://lamps.example/below/papers/paper10/index.md) "
        "(Ada Quíll and Eve van Rope; 4 March 2021; HD 2022): Summary 10."
    ) in lines


def test_a_large_library_has_twins_of_its_indexes_only(project: Project) -> None:
    site = replace(SITE, few_paper_files=True, few_list_files=True)
    assert twin_of("theme", "lamps", site) == "themes/lamps/"
    exporter = project.exporter(site)
    with_twins = {page.kind for page in project.plan if TWIN in dict(exporter.page_files(page))}
    assert with_twins == {kind.name for kind in INDEXES.values() if kind.name in WITH_TWIN}
    page = project.plan.page_at("themes/")
    text = exporter.at(page, "themes/index.md").decode()
    assert "(https://lamps.example/below/themes/lamps/)" in text


def test_heads_name_the_twin(project: Project) -> None:
    renderer = project.renderer(SITE)
    for page in project.plan:
        head = renderer.head(page)["head"]
        link = f'href="https://lamps.example/below/{page.address}index.md" type="text/markdown"'
        has_twin = page.kind in (*WITH_TWIN, "paper")
        assert (f'<link rel="alternate" {link}' in head) == has_twin, page.address


def test_a_paper_tells_which_others_are_related_and_what_they_share(project: Project) -> None:
    page = project.plan.page_at("papers/paper3/")
    text = project.exporter(SITE).at(page, "papers/paper3/index.md").decode()
    related = project.relations.related["paper3"]
    section = text.partition("\n## Related papers\n\n")[2]
    assert related
    assert links(section) == [f"papers/{each.id}/index.md" for each in related]
    assert all(line.startswith("- [Observation ") for line in section.splitlines())


@pytest.fixture(scope="module")
def hostile() -> tuple[Library, dict[str, str]]:
    """A library of hostile texts, and its twins by the addresses of their pages."""
    of_all = library(hostile_papers())
    files = published(of_all)
    pages = (page for page in plan(of_all, relate(of_all), "") if page.kind in WITH_TWIN)
    return of_all, {page.address: files[page.address + TWIN].decode() for page in pages}


def test_hostile_texts_begin_nothing_within_a_list(
    hostile: tuple[Library, dict[str, str]],
) -> None:
    _, twins_of_all = hostile
    for address, twin in twins_of_all.items():
        depth = 0
        for token in MarkdownIt().parse(twin):
            depth += (token.type == "list_item_open") - (token.type == "list_item_close")
            is_begun = depth and token.type in ("heading_open", "hr", "fence", "blockquote_open")
            assert not is_begun, (address, token.map)


@pytest.mark.parametrize("program", drawn(READERS, 2))
def test_hostile_texts_show_themselves_and_do_nothing(
    program: str, hostile: tuple[Library, dict[str, str]]
) -> None:
    of_all, twins_of_all = hostile
    text = ""
    for address, twin in twins_of_all.items():
        shown = outline(READERS[program](twin))
        assert shown.elements <= ELEMENTS, address
        assert {link.partition(":")[0] for link in shown.links} <= {"http", "https", "mailto"}
        assert all(
            link.startswith(
                (HOSTILE_SITE.url, "https://orcid.org/", "https://example.org/", "mailto:")
            )
            or "evil.example" in link
            for link in shown.links
        )
        text += shown.text
    texts = [
        said for each in of_all.papers.values() for said in (each.title, each.tldr, each.venue)
    ]
    texts += [said for theme in of_all.themes.values() for said in (theme.label, theme.description)]
    assert [said for said in texts if bare(said) not in text] == []
