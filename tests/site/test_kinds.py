"""Whoever treats kinds of pages differently finds them in one table, which keeps its promises."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pressmark.base.template_folders import PACKAGE_TEMPLATES, THEME
from pressmark.build.project import load_project
from pressmark.exports.page_files import PAGE_FILES
from pressmark.site import configuration
from pressmark.site.file_names import CARD
from pressmark.site.kinds import INDEXES, KINDS, REPEATED, SECTIONS, Dated
from pressmark.site.touched import Touched
from tests.conftest import SAMPLE
from tests.invented import LOW_LIMITS, Content, invented_project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pressmark.build.project import Project
    from pressmark.site.kinds import Kind
    from pressmark.site.page import Plan

# Templates that are a part of pages only.
PARTIALS = {"entry", "list", "macros", "plots"}
LISTS = [kind for kind in REPEATED if kind.has_parts and kind.dated is Dated.LISTED]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A library with pages of every kind."""
    with pytest.MonkeyPatch.context() as patch:
        for name, limit in {**LOW_LIMITS, "LETTER_PART": 1}.items():
            patch.setattr(f"pressmark.site.limits.{name}", limit)
        root = invented_project(tmp_path_factory.mktemp("kinds") / "project")
        content = Content()
        content.papers["paper1"]["authors"] = ("Ida Quay", "Ada Quill")
        for values in content.papers.values():
            values["kind"] = "paper-conference"
        content.write(root)
        yield load_project(root)


@pytest.fixture(scope="module")
def plan(project: Project) -> Plan:
    return project.plan


def test_every_kind_has_a_template_and_every_template_a_kind() -> None:
    templates = {path.stem for path in PACKAGE_TEMPLATES.glob("*.html")}
    assert {kind.template for kind in KINDS.values()} == templates - PARTIALS


def test_templates_name_pages_by_kind_and_spell_no_address() -> None:
    sections = "|".join(address for address in INDEXES if address)
    for path in PACKAGE_TEMPLATES.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        # Drawn by another program, which knows addresses only.
        if path.is_relative_to(PACKAGE_TEMPLATES / THEME):
            assert set(re.findall(r"'([a-z-]+/)' \| url", text)) <= set(INDEXES), path
        else:
            assert re.findall(rf"(?<![\w/])(?:{sections})", text) == [], path


def test_every_kind_has_a_shelf_with_pages_of_just_that_kind(plan: Plan) -> None:
    assert [shelf.kind for shelf in plan.shelves] == list(KINDS)
    for shelf in plan.shelves:
        kinds = {(page.kind, page.section) for page in map(shelf.page, shelf.keys)}
        assert kinds == {(shelf.kind, KINDS[shelf.kind].section)}


def test_pages_are_as_deep_below_their_section_as_their_kind_says(plan: Plan) -> None:
    for shelf, addresses in zip(plan.shelves, plan.addresses, strict=True):
        kind = KINDS[shelf.kind]
        assert all(address.startswith(kind.section) for address in addresses)
        depths = {address.count("/") - kind.section.count("/") for address in addresses}
        assert (min(depths), max(depths)) == kind.depths, kind.name


def test_every_page_is_at_the_address_that_its_shelf_gives(plan: Plan) -> None:
    for shelf, addresses in zip(plan.shelves, plan.addresses, strict=True):
        assert [shelf.page(key).address for key in shelf.keys] == addresses


def test_every_section_has_an_index_with_a_label() -> None:
    assert set(SECTIONS) <= set(INDEXES)
    assert all(kind.label for kind in INDEXES.values())


def test_every_index_is_in_the_navigation() -> None:
    files = {file for item in configuration.defaults()["nav"] for file in item.values()}
    assert {f"{address[:-1] or 'index'}.md" for address in INDEXES} <= files


def test_every_file_of_a_kind_has_a_maker_and_every_maker_a_kind() -> None:
    kinds = KINDS.values()
    names = {name for kind in REPEATED for name in (*kind.files, *kind.feeds)}
    assert names | {CARD for kind in kinds if kind.has_card} == set(PAGE_FILES)


def test_a_vocabulary_of_a_kind_is_a_file_that_is_read() -> None:
    files = {kind.vocabulary for kind in KINDS.values() if kind.vocabulary}
    assert all((SAMPLE / "content" / name).is_file() for name in files)


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.name)
def test_a_page_that_shows_a_paper_is_named_by_it(plan: Plan, project: Project, kind: Kind) -> None:
    shelf = plan.by_kind[kind.name]
    shown: dict[str, set[str]] = {name: set() for name, _ in shelf.keys}
    for key in shelf.keys:
        shown[key[0]].update(paper.id for paper in shelf.page(key).papers)
    named: dict[str, set[str]] = {name: set() for name in shown}
    for paper in project.library.papers.values():
        for name in shelf.names(paper):
            named.setdefault(name, set()).add(paper.id)
    for name, papers in shown.items():
        assert papers == {*shelf.listed(name), *shelf.besides(name)} <= named.pop(name)
    assert not any(named.values())


def test_only_papers_that_a_page_lists_touch_a_list() -> None:
    assert {kind.touched for kind in LISTS} == {Touched.PAPERS}
