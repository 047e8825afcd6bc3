"""Feeds are valid, say what the records say, and never give a paper another id or day."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import feedparser  # type: ignore[import-untyped]
import pytest
from lxml import etree

from pressmark.base.markdown import html
from pressmark.base.models import validated
from pressmark.exports.feeds.feed import MOST
from pressmark.library.loading.load import load
from pressmark.library.paper import Paper
from tests.conftest import SAMPLE
from tests.effort import drawn
from tests.hostile import SITE, hostile_papers, library, paper
from tests.published import faults_of_json, faults_of_xml, published

if TYPE_CHECKING:
    from collections.abc import Iterable

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def real() -> dict[str, bytes]:
    return published(load(SAMPLE / "content"))


@pytest.fixture(scope="module")
def hostile() -> dict[str, bytes]:
    files = published(library(hostile_papers()))
    # Of a paper's hundreds of authors a few are enough.
    return {path: made for path, made in files.items() if not re.search(r"/author-\d\d", path)}


def feeds(files: dict[str, bytes], name: str) -> dict[str, bytes]:
    return {path: made for path, made in files.items() if path.rpartition("/")[2] == name}


def entries(papers: Iterable[Paper], path: str = "feed.xml") -> dict[str, dict[str, Any]]:
    """What feedparser finds in a feed of the papers, by the title of the entry."""
    found = feedparser.parse(published(library(papers))[path])
    return {entry["title"]: entry for entry in found["entries"]}


def test_the_library_and_each_theme_tag_and_author_has_two_feeds(real: dict[str, bytes]) -> None:
    content = load(SAMPLE / "content")
    used = {tag for one in content.papers.values() for tag in one.tags}
    themes = {name for one in content.papers.values() for name in (one.theme, *one.also)}
    folders = {""}
    folders |= {f"tags/{name}/" for name in used} | {f"themes/{name}/" for name in themes}
    folders |= {f"authors/{name}/" for name in content.people}
    atom = {path.removesuffix("feed.xml") for path in feeds(real, "feed.xml")}
    assert atom == {*folders, "digests/", "new/"}
    json_feeds = {path.removesuffix("feed.json") for path in feeds(real, "feed.json")}
    assert json_feeds == {*folders, "new/"}


@pytest.mark.parametrize("which", ["real", "hostile"])
def test_every_atom_feed_is_valid(which: str, request: pytest.FixtureRequest) -> None:
    found = feeds(request.getfixturevalue(which), "feed.xml")
    assert len(found) > 5
    for path, document in found.items():
        assert faults_of_xml("atom.rng", document) == [], path
        feed = etree.fromstring(document)
        for element in (feed, *feed.iterfind("a:entry", ATOM)):
            links = [link.get("rel") for link in element.iterfind("a:link", ATOM)]
            assert links.count("alternate") == 1, path
            assert links.count("self") == (element is feed), path
        ids = [found.text for found in feed.iterfind("a:entry/a:id", ATOM)]
        assert len(ids) == len(set(ids)), path
        self = feed.find("a:link[@rel='self']", ATOM)
        assert self is not None
        assert self.get("href") == SITE.url + path


@pytest.mark.parametrize("which", ["real", "hostile"])
def test_feedparser_reads_atom_feeds_without_complaint(
    which: str, request: pytest.FixtureRequest
) -> None:
    found_in = feeds(request.getfixturevalue(which), "feed.xml")
    # From an author's with one paper to the library's own.
    for path in drawn(sorted(found_in, key=lambda path: (len(found_in[path]), path)), 100):
        document = found_in[path]
        found = feedparser.parse(document, response_headers={"content-type": "application/xml"})
        assert not found["bozo"], (path, found.get("bozo_exception"))
        assert found["version"] == "atom10"


@pytest.mark.parametrize("which", ["real", "hostile"])
def test_every_json_feed_is_valid_and_says_what_the_atom_feed_says(
    which: str, request: pytest.FixtureRequest
) -> None:
    files = request.getfixturevalue(which)
    for path, document in feeds(files, "feed.json").items():
        feed = json.loads(document)
        assert faults_of_json("jsonfeed.schema.json", feed) == [], path
        assert feed["feed_url"] == SITE.url + path
        atom = etree.fromstring(files[path.replace("feed.json", "feed.xml")])
        for name, key in (("id", "id"), ("content", "content_html")):
            told = [entry.text for entry in atom.iterfind(f"a:entry/a:{name}", ATOM)]
            assert [_sayable(item[key]) for item in feed["items"]] == told, path


def _sayable(text: str) -> str:
    """Text as XML can hold it."""
    return text.replace("\ufffe", "").replace("\uffff", "")


def test_an_entry_says_what_the_record_says() -> None:
    lamps = paper(
        1, title="Lamps", tldr="Lamps are <counted>.", problem="It is *dark*.", added="2026-11-24"
    )
    (entry,) = entries([lamps]).values()
    assert entry["id"] == entry["link"] == "https://lamps.example/below/papers/paper1/"
    assert entry["published"] == entry["updated"] == "2026-11-24T00:00:00Z"
    assert entry["summary"] == "Lamps are <counted>."
    assert [author["name"] for author in entry["authors"]] == [one.name for one in lamps.authors]
    assert [tag["term"] for tag in entry["tags"]] == ["lamps", "tides", "night", "harbour"]
    assert "<h2>Problem</h2>\n<p>It is <em>dark</em>.</p>" in entry["content"][0]["value"]


def test_content_is_html_that_runs_nothing() -> None:
    evil = "<script>alert(1)</script> [a](javascript:alert(1)) <b onclick=x>"
    one = paper(2, tldr=evil, figures=[{"what": evil, "value": evil}], problem=evil)
    bare = validated(Paper, {"id": "bare", "title": evil, "suggested": ["theme"]})
    items = json.loads(published(library([one, bare]))["feed.json"])["items"]
    assert html(one.problem) in items[0]["content_html"]
    for item in items:
        content = item["content_html"]
        assert "alert(1)" in content
        assert re.findall(r"<(?!/?(?:p|h2|li|ul|em|code|pre|a|strong)\b)[^>]*>", content) == []
        assert re.findall(r"<[^>]*(?:javascript:|onclick)[^>]*>", content) == []


def test_a_retracted_paper_is_called_that() -> None:
    one = paper(3, title="Gone", status="retracted")
    assert "This paper was retracted." in entries([one])["Gone"]["content"][0]["value"]


def test_days_are_the_records_and_filled_up_where_only_the_paper_is_dated() -> None:
    added = paper(9, title="added", added="2026-11-24", date="2020")
    dates = ("2021", "2021-05", "2021-05-06")
    dated = [paper(n, added="", date=date, title=date) for n, date in enumerate(dates)]
    found = entries([added, *dated])
    assert {title: entry["updated"][:10] for title, entry in found.items()} == {
        "added": "2026-11-24",
        "2021": "2021-01-01",
        "2021-05": "2021-05-01",
        "2021-05-06": "2021-05-06",
    }


def test_a_paper_of_no_day_has_the_epochs_in_atom_and_none_in_json() -> None:
    bare = [paper(1, title="Bare", added="", date="", suggested=["theme"])]
    assert entries(bare)["Bare"]["updated"] == "1970-01-01T00:00:00Z"
    (item,) = json.loads(published(library(bare))["feed.json"])["items"]
    assert not {"date_published", "date_modified"} & item.keys()


def test_a_feed_is_as_new_as_its_newest_entry() -> None:
    papers = [paper(n, added=f"2026-0{n}-01", title=str(n)) for n in (2, 3, 1)]
    found = feedparser.parse(published(library(papers))["tags/night/feed.xml"])
    assert found["feed"]["updated"] == "2026-03-01T00:00:00Z"
    assert [entry["title"] for entry in found["entries"]] == ["3", "2", "1"]


def test_papers_of_one_day_stand_by_their_own_dates() -> None:
    dates = ("2020", "2023-07", "2021-01-02")
    papers = [paper(n, added="2026-01-01", date=date, title=date) for n, date in enumerate(dates)]
    assert list(entries(papers)) == ["2023-07", "2021-01-02", "2020"]


def test_a_feed_holds_the_newest_only() -> None:
    days = [f"2025-{1 + n // 28:02}-{1 + n % 28:02}" for n in range(MOST + 9)]
    papers = [paper(n, title=day, added=day, authors=["Ada"]) for n, day in enumerate(days)]
    for path in ("feed.xml", "themes/lamps/feed.xml", "authors/ada/feed.xml"):
        assert list(entries(papers, path)) == sorted(days, reverse=True)[:MOST]


def told(papers: Iterable[Paper]) -> dict[str, tuple[str, str, str]]:
    """What must not change of every entry of every Atom feed of papers: id and days by title."""
    found: dict[str, tuple[str, str, str]] = {}
    documents = feeds(published(library(papers)), "feed.xml")
    documents.pop("new/feed.xml", None)  # that of changes
    for document in documents.values():
        for entry in feedparser.parse(document)["entries"]:
            facts = (entry["id"], entry["published"], entry["updated"])
            assert found.setdefault(entry["title"], facts) == facts
    return found


def test_ids_and_days_stay_when_other_papers_come_and_go() -> None:
    papers = [paper(n, title=f"Paper {n}", added="", date=f"202{n}") for n in range(6)]
    before = told(papers)
    after = told([*papers[2:], paper(8, title="New", added="2026-12-01"), paper(9, title="Old")])
    assert len(before) == len(after) == 6
    stayed = before.keys() & after.keys()
    assert len(stayed) == 4
    assert {title: after[title] for title in stayed} == {title: before[title] for title in stayed}


def test_an_id_stays_when_its_paper_is_renamed_again_and_again() -> None:
    before = told([paper(1, title="Lamps"), paper(2)])
    once = paper(1, title="Lamps", id="renamed", redirect_from=["paper1"])
    twice = paper(1, title="Lamps", id="again", redirect_from=["paper1", "renamed"])
    for renamed in (once, twice):
        assert told([renamed, paper(2)])["Lamps"] == before["Lamps"]
        link = entries([renamed])["Lamps"]["link"]
        assert link == f"https://lamps.example/below/papers/{renamed.id}/"


def test_a_site_that_does_not_know_its_address_has_no_feeds() -> None:
    files = published(library([paper(1)]), replace(SITE, url="/"))
    assert feeds(files, "feed.xml") == feeds(files, "feed.json") == {}
