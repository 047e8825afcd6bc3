"""Every page of the built real library: its links, anchors and head, and what its lists promise."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from pressmark.library.loading.load import load
from pressmark.library.relations import relate
from tests.conftest import SAMPLE
from tests.project import HOME
from tests.reading import pages
from tests.server import BASE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pressmark.library.library import Library

FETCHED = {"script", "link", "img", "source", "iframe", "video", "audio", "embed", "object"}
NOT_FETCHED = {
    *("canonical", "prev", "next", "alternate", "license"),
    *("author", "cite-as", "describedby", "item", "linkset", "type"),
}


@dataclass
class Scan:
    """What a page holds that can be wrong."""

    address: str
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    tags: Counter[str] = field(default_factory=Counter)
    metas: dict[str, str] = field(default_factory=dict)
    canonical: list[str] = field(default_factory=list)
    leads_on: bool = False

    def add(self, tag: str, values: Mapping[str, str]) -> None:
        self.tags[tag] += 1
        if "id" in values:
            self.ids.append(values["id"])
        self.leads_on = self.leads_on or values.get("http-equiv") == "refresh"
        if tag == "meta" and "name" in values:
            self.metas[values["name"]] = values.get("content", "")
        target = values.get("href") or values.get("src") or values.get("action")
        if not target:
            return
        if values.get("rel") == "canonical":
            self.canonical.append(target)
        absolute = urljoin(HOME + self.address, target)
        self.links.append(absolute)
        if tag in FETCHED and values.get("rel") not in NOT_FETCHED:
            self.fetched.append(absolute)


@pytest.fixture(scope="module")
def scans(site: Path) -> dict[str, Scan]:
    """Every page by its address below the root."""
    found = {}
    for address, page in pages(site).items():
        scan = found[address] = Scan(address)
        for tag, values in page.tags:
            scan.add(tag, values)
    return found


@pytest.fixture(scope="module")
def library() -> Library:
    return load(SAMPLE / "content")


def test_every_internal_link_and_anchor_leads_somewhere(site: Path, scans: dict[str, Scan]) -> None:
    ids = {address: set(scan.ids) for address, scan in scans.items()}
    lost = []
    for address, scan in scans.items():
        for link in scan.links:
            parts = urlsplit(link)
            if not link.startswith(HOME):
                if not parts.netloc or parts.netloc == urlsplit(HOME).netloc:
                    lost.append(f"{address}: {link}")
                continue
            target = unquote(parts.path.removeprefix(BASE))
            file = (
                site / target / "index.html"
                if target.endswith("/") or not target
                else site / target
            )
            page = target if target in ids else f"{target}/" if f"{target}/" in ids else None
            if not file.is_file() and page is None:
                lost.append(f"{address}: {link}")
            elif parts.fragment and parts.fragment not in ids.get(page or "", set()):
                lost.append(f"{address}: no #{parts.fragment} in {target}")
    assert len(scans) > 500
    assert lost == []


def test_what_styles_ask_for_is_there(site: Path) -> None:
    asked = [
        (style, match)
        for style in site.rglob("*.css")
        for match in re.findall(r"url\(\"?([^)\"]+)", style.read_text(encoding="utf-8"))
        if not match.startswith("data:")
    ]
    assert [match for style, match in asked if not (style.parent / match).is_file()] == []
    assert len(asked) >= 4


def test_nothing_is_fetched_from_another_host(scans: dict[str, Scan]) -> None:
    assert [
        link for scan in scans.values() for link in scan.fetched if not link.startswith(HOME)
    ] == []


def test_every_page_has_one_heading_a_title_a_description_and_its_own_address(
    scans: dict[str, Scan],
) -> None:
    faults = []
    for address, scan in scans.items():
        if scan.leads_on:
            continue
        if scan.tags["h1"] != 1 or scan.tags["title"] != 1 or not scan.metas.get("description"):
            faults.append(address)
        # What other sites frame stands for the page that it is beside.
        own = address.removesuffix("embed/")
        if address != "404.html" and scan.canonical != [HOME + own]:
            faults.append(f"{address}: {scan.canonical}")
        if doubled := [name for name, times in Counter(scan.ids).items() if times > 1]:
            faults.append(f"{address}: ids {doubled}")
    assert faults == []


def test_there_is_a_page_for_every_paper_theme_tag_author_year_and_venue(
    scans: dict[str, Scan], library: Library
) -> None:
    relations = relate(library)
    expected = {
        "papers": set(library.papers),
        "themes": set(library.themes),
        "tags": set(relations.by_tag),
        "authors": set(library.people),
        "years": set(relations.by_year),
        "venues": set(relations.by_series),
    }
    found = {
        section: {
            address.split("/")[1]
            for address, scan in scans.items()
            if re.fullmatch(rf"{section}/[^/]+/", address) and not scan.leads_on
        }
        for section in expected
    }
    assert found == expected


def test_every_tag_of_the_cloud_leads_to_as_many_papers_as_it_says(
    site: Path, scans: dict[str, Scan]
) -> None:
    cloud = re.findall(
        r'data-count="(\d+)"><a [^>]*href="\.\./tags/([a-z0-9-]+)/"',
        (site / "tags" / "index.html").read_text(encoding="utf-8"),
    )
    listed = {
        tag: len(
            {link for link in scans[f"tags/{tag}/"].links if "/papers/" in link[len(HOME) - 1 :]}
            - {f"{HOME}papers/"}
        )
        for _, tag in cloud
    }
    assert len(cloud) > 50
    assert {tag: int(count) for count, tag in cloud} == listed


def test_a_paper_page_is_at_most_40_kilobytes(site: Path) -> None:
    sizes = {path.parent.name: path.stat().st_size for path in site.glob("papers/*/index.html")}
    assert max(sizes.values()) <= 40_000
