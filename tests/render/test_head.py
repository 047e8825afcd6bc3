"""What scholars' tools, search engines and those who share a page read in its head is right."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from signposting.htmllinks import find_signposting_html
from signposting.linkset import find_signposting_linkset

from pressmark.base.names import name_parts
from pressmark.build.project import load_project
from pressmark.exports.citations.highwire import citation_tags
from pressmark.library.library import Library
from pressmark.library.loading.load import load
from pressmark.library.paper import Author, Paper
from pressmark.library.relations import relate
from pressmark.library.terms import Series, Theme
from pressmark.render import head, list_head
from pressmark.render.head import Heads
from pressmark.render.json_ld import safe_json
from pressmark.site.plan import plan
from pressmark.site.settings import Site
from tests.conftest import REPOSITORY, SAMPLE
from tests.invented import invented_project
from tests.project import HOME, shared
from tests.reading import coins_items, pages, read, zotero_item
from tests.server import SiteServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.reading import Item, Read

TYPES = {"conference": "conferencePaper", "journal": "journalArticle", "thesis": "thesis"}
SITE = Site(
    name="Lamps & <Tides>",
    description="Papers on lamps.",
    url="https://lamps.example/below/",
    repository="https://code.example/lamps",
    branch="main",
    license="CC BY 4.0",
)
HOSTILE = (
    "</title></script><script>alert(1)</script>",
    "\"quotes\" 'single' & &amp; <!-- ]]> -->",
    "{{ 7 * 7 }} {% raw %} $1 \\g<0> %(x)s \\",
    "עברית \u202e 🦉 李明 \ufffe \uffff",
    "a; b, c",
    "long " * 400,
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real library's site, as built."""
    return shared(tmp_path_factory, "real")


@pytest.fixture(scope="module")
def library() -> Library:
    return load(SAMPLE / "content")


def at(site: Path, address: str) -> Read:
    return pages(site)[address]


@pytest.fixture(scope="module")
def items(site: Path, library: Library) -> dict[str, Item]:
    """What Zotero saves from every paper's page."""
    return {name: zotero_item(at(site, f"papers/{name}/")) for name in library.papers}


def differing(items: dict[str, Item], library: Library, wanted: Any) -> list[tuple[str, Any, Any]]:
    """Papers of which `wanted` gives two different values: what is saved, and what is right."""
    found = [(name, *wanted(items[name], paper)) for name, paper in library.papers.items()]
    return [(name, saved, right) for name, saved, right in found if saved != right]


def test_zotero_saves_every_title_and_summary_whole(
    items: dict[str, Item], library: Library
) -> None:
    def titles(item: Item, paper: Paper) -> tuple[Any, str]:
        return item.fields["title"], library.reference(paper).title

    assert differing(items, library, titles) == []
    assert differing(items, library, lambda i, p: (i.fields["abstractNote"], p.tldr)) == []


def test_zotero_saves_every_author_in_order(items: dict[str, Item], library: Library) -> None:
    def right(name: str) -> tuple[str, str]:
        given, particle, family, suffix = name_parts(name)
        return f"{particle} {family}".strip(), f"{given} {suffix}".strip().rstrip(".")

    def both(item: Item, paper: Paper) -> tuple[Any, Any]:
        return item.creators, [right(author.name) for author in paper.authors]

    assert differing(items, library, both) == []


def test_zotero_saves_every_date(items: dict[str, Item], library: Library) -> None:
    def both(item: Item, paper: Paper) -> tuple[str, str]:
        edition = library.edition(paper.venue)
        year = (edition.year if edition else "") or paper.year
        date = paper.date.replace("-", "/")
        return item.fields["date"], date if date.startswith(year) else year

    assert differing(items, library, both) == []


def test_zotero_saves_every_venue_with_the_right_type(
    items: dict[str, Item], library: Library
) -> None:
    def both(item: Item, paper: Paper) -> tuple[Any, Any]:
        edition = library.edition(paper.venue)
        series = edition.series if edition else None
        kind = TYPES[series.kind] if series else "preprint"
        saved = {
            name: item.fields[name]
            for name in ("conferenceName", "publicationTitle", "university", "publisher")
            if name in item.fields
        }
        name = (series.name or series.label) if series else ""
        right = {
            "conferencePaper": {"conferenceName": name},
            "journalArticle": {"publicationTitle": name},
            "thesis": {"university": edition.track if edition else ""},
            "preprint": {"publisher": "arXiv"},
        }[kind]
        return (item.type, saved), (kind, right)

    assert differing(items, library, both) == []
    assert {item.type for item in items.values()} == {*TYPES.values(), "preprint"}


def test_zotero_saves_every_identifier_file_and_keyword(
    items: dict[str, Item], library: Library
) -> None:
    def both(item: Item, paper: Paper) -> tuple[Any, Any]:
        labels = [library.tags[tag].label for tag in paper.tags]
        told = library.reference(paper)
        saved = (item.fields.get("DOI", ""), item.fields["url"], item.pdf, item.tags)
        return saved, (paper.doi, told.url, told.pdf, labels)

    assert differing(items, library, both) == []


def test_an_abstract_is_the_papers_own_and_whole(tmp_path: Path) -> None:
    project = invented_project(tmp_path / "project")
    (project / "content" / "abstracts").mkdir(exist_ok=True)
    abstract = 'We count <lamps> & boats.\n\nThere are "forty" of them.'
    (project / "content" / "abstracts" / "paper3.txt").write_text(abstract, encoding="utf-8")
    taken = load_project(project)
    heads = Heads(taken.library, SITE)

    def item(name: str) -> tuple[Read, Item]:
        page = taken.plan.page_at(f"papers/{name}/")
        assert page
        description = f'<meta name="description" content="{page.description}">'
        found = read(description + heads.of(page, page.title, page.description))
        return found, zotero_item(found)

    with_one, without = item("paper3"), item("paper4")
    assert with_one[1].fields["abstractNote"] == " ".join(abstract.split())
    assert with_one[0].json_ld[0]["@graph"][0]["abstract"] == abstract
    assert without[0].meta("citation_abstract") == []
    assert "abstract" not in without[0].json_ld[0]["@graph"][0]
    review = without[0].json_ld[0]["@graph"][0]["review"]
    assert (review["reviewBody"], review["author"]["name"]) == ("Summary 4.", SITE.name)


def library_of(paper: Paper, *series: Series) -> Library:
    theme = Theme("lamps", "Lamps", "Light.")
    return Library({paper.id: paper}, {"lamps": theme}, {}, {one.id: one for one in series})


@pytest.mark.parametrize(
    ("values", "series", "tags"),
    [
        (
            {
                "venue": "JL 2022",
                "volume": "7",
                "issue": "2",
                "pages": "11-29",
                "publisher": "Quay",
            },
            Series("jl", "JL", "Journal of Lamps", "journal"),
            {
                "citation_journal_title": "Journal of Lamps",
                "citation_journal_abbrev": "JL",
                "citation_volume": "7",
                "citation_issue": "2",
                "citation_firstpage": "11",
                "citation_lastpage": "29",
                "citation_publisher": "Quay",
                "citation_publication_date": "2022",
                "citation_online_date": "2021/12/30",
            },
        ),
        (
            {"venue": "Days 2021", "pages": "e14"},
            Series("days", "Days"),
            {
                "citation_conference_title": "Days",
                "citation_firstpage": "e14",
                "citation_publication_date": "2021/12/30",
            },
        ),
        (
            {"venue": "Thesis 2021", "publisher": "University of Fog"},
            Series("thesis", "Thesis", kind="thesis"),
            {"citation_dissertation_institution": "University of Fog"},
        ),
        (
            {"arxiv": "2112.00001"},
            None,
            {
                "z:itemType": "preprint",
                "citation_arxiv_id": "2112.00001",
                "citation_technical_report_number": "arXiv:2112.00001",
                "citation_publisher": "arXiv",
            },
        ),
        ({"url": "https://lamps.example/x.pdf"}, None, {"z:itemType": "document"}),
    ],
)
def test_tags_tell_where_a_paper_was_published(
    values: dict[str, Any], series: Series | None, tags: dict[str, str]
) -> None:
    paper = Paper(id="one", title="One", date="2021-12-30", **values)
    library = library_of(paper, *([series] if series else []))
    found = dict(citation_tags(library.reference(paper), "https://here/"))
    venue = {"z:itemType", *(name for name in found if name.endswith(("_title", "_institution")))}
    venue -= {"citation_title", *tags}
    assert found | tags == found
    assert not venue & found.keys()


@pytest.mark.parametrize(
    ("names", "creators"),
    [
        (["Jan Pieter van der Berg"], [("Berg", "Jan Pieter van der")]),
        (["Jan van der Berg", "Ada Quill"], [("van der Berg", "Jan"), ("Quill", "Ada")]),
        (["Martin Luther King Jr.", "Ada Quill"], [("King", "Martin Luther Jr"), ("Quill", "Ada")]),
        (["Aakanksha"], [("Aakanksha", "")]),
        (["a; b", "c, d e; f"], None),
    ],
)
def test_an_author_is_one_tag_and_one_person(
    names: list[str], creators: list[tuple[str, str]] | None
) -> None:
    paper = Paper(id="one", title="One", authors=tuple(Author(name) for name in names))
    heads = Heads(library_of(paper), SITE)
    (page,) = (p for p in pages_of(library_of(paper)) if p.kind == "paper")
    found = read('<meta name="description" content="x">' + heads.of(page, "One", "x"))
    saved = zotero_item(found).creators
    assert len(found.meta("citation_author")) == len(saved) == len(names)
    assert creators in (None, saved)


def pages_of(library: Library) -> Iterator[Any]:
    yield from plan(library, relate(library), "")


VOCABULARY = json.loads((REPOSITORY / "tests" / "data" / "schema-org.json").read_bytes())


def faults(thing: Any, place: str = "") -> Iterator[str]:
    """What in JSON-LD is no type or property of schema.org, or no property of its type."""
    if isinstance(thing, list):
        for number, one in enumerate(thing):
            yield from faults(one, f"{place}[{number}]")
    if not isinstance(thing, dict):
        return
    kinds = thing.get("@type", [])
    above: set[str] = set()
    for kind in [kinds] if isinstance(kinds, str) else kinds:
        if kind not in VOCABULARY["types"]:
            yield f"{place}: no type {kind}"
        above |= {kind, *VOCABULARY["types"].get(kind, ())}
    for name, value in thing.items():
        yield from faults(value, f"{place}.{name}")
        # An action's input is annotated by a property's name and this ending.
        if name.startswith("@") or (name == "query-input" and "SearchAction" in above):
            continue
        if not above & set(VOCABULARY["properties"].get(name, ())):
            yield f"{place}: {name} is no property of {sorted(above)}"


def test_json_ld_says_nothing_that_schema_org_has_no_word_for(site: Path) -> None:
    wrong, kinds = [], set()
    for address, page in pages(site).items():
        if address.endswith(("embed/", ".html")):
            continue
        found = page.json_ld
        assert len(found) == 1, address
        assert found[0]["@context"] == "https://schema.org"
        wrong += [(address, fault) for fault in faults(found[0])]
        kinds.add(str(found[0].get("@type", "several")))
    assert wrong == []
    assert kinds == {"several", "CollectionPage", "WebPage", "SearchResultsPage"}


def test_faults_of_json_ld_are_found() -> None:
    assert list(faults({"@type": "Lamp"})) == [": no type Lamp"]
    assert len(list(faults({"@type": "Person", "reviewBody": "x", "nmae": "y"}))) == 2


def test_json_ld_tells_a_paper_and_its_place(site: Path) -> None:
    paper, trail = at(site, "papers/hirsch2024medrat/").json_ld[0]["@graph"]
    assert paper["@type"] == "ScholarlyArticle"
    assert [author["name"] for author in paper["author"]] == [
        "Elad Hirsch",
        "Gefen Dawidowicz",
        "Ayellet Tal",
    ]
    assert paper["sameAs"] == [
        "https://doi.org/10.1007/978-3-031-73209-6_2",
        "https://arxiv.org/abs/2407.03919",
    ]
    assert [step["name"] for step in trail["itemListElement"]][:2] == ["Home", "Themes"]
    assert trail["itemListElement"][-1]["item"] == f"{HOME}papers/hirsch2024medrat/"


def test_the_home_page_tells_how_to_search(site: Path) -> None:
    found = at(site, "").json_ld[0]["@graph"][0]
    assert found["@type"] == "WebSite"
    assert found["potentialAction"]["target"]["urlTemplate"] == (
        f"{HOME}search/?q={{search_term_string}}"
    )


def test_the_home_page_alone_offers_the_library_as_a_data_set(site: Path, library: Library) -> None:
    _, dataset = at(site, "").json_ld[0]["@graph"]
    assert dataset["@type"] == "Dataset"
    assert {"name", "license", "creator", "keywords"} <= dataset.keys()
    assert dataset["url"] == HOME
    assert dataset["isAccessibleForFree"] is True
    assert 50 <= len(dataset["description"]) <= 5_000
    assert f"{len(library.papers)} papers" in dataset["description"]
    types = {file["encodingFormat"] for file in dataset["distribution"]}
    assert {"application/json", "application/gzip", "text/csv"} <= types
    for file in dataset["distribution"]:
        assert (site / file["contentUrl"].removeprefix(HOME)).stat().st_size > 1_000
    assert all("Dataset" not in str(at(site, page).json_ld) for page in ("papers/", "about/"))


def test_a_site_without_data_files_offers_no_data_set() -> None:
    library = library_of(Paper(id="one", title="One"))
    (home,) = (page for page in pages_of(library) if page.kind == "home")
    for data_files, types in ((True, ["WebSite", "Dataset"]), (False, ["WebSite"])):
        site = replace(SITE, data_files=data_files)
        (facts,) = read(Heads(library, site).of(home, "Home", "")).json_ld
        assert [thing["@type"] for thing in facts["@graph"]] == types


def test_signposts_are_read_back_from_page_and_linkset(site: Path, library: Library) -> None:
    with SiteServer(site) as server:
        for name in ("hirsch2024medrat", "pair2023"):
            page, address = f"papers/{name}/", f"{HOME}papers/{name}/"
            in_head = find_signposting_html(server.address + page)
            told = library.reference(library.papers[name])
            assert str(in_head.citeAs.target) == address
            assert {str(link.target) for link in in_head.items} == {told.pdf}
            assert {str(link.type) for link in in_head.items} == {"application/pdf"}
            assert {str(link.target) for link in in_head.types} == {
                "https://schema.org/AboutPage",
                "https://schema.org/ScholarlyArticle",
            }
            license_ = "https://creativecommons.org/licenses/by/4.0/"
            assert str(in_head.license.target) == license_
            (linkset,) = in_head.linksets
            assert str(linkset.target) == f"{address}linkset.json"
            in_set = find_signposting_linkset(f"{server.address}{page}linkset.json").for_context(
                address
            )
            assert str(in_set.citeAs.target) == address
            for links in ("items", "types", "describedBy", "authors"):
                ours = {(str(one.target), str(one.type)) for one in getattr(in_head, links)}
                assert ours == {(str(o.target), str(o.type)) for o in getattr(in_set, links)}, links


def test_an_author_with_an_orcid_is_signposted() -> None:
    orcid = "0000-0002-1825-0097"
    paper = Paper(id="one", title="One", authors=(Author("Ada Quill", orcid), Author("Ben Oar")))
    library = library_of(paper)
    (page,) = (page for page in pages_of(library) if page.kind == "paper")
    found = read(Heads(library, SITE).of(page, "One", ""))
    assert [link["href"] for link in found.links("author")] == [f"https://orcid.org/{orcid}"]


def test_lists_offer_each_paper_once_and_papers_none(site: Path, library: Library) -> None:
    papers = {library.reference(paper).title: paper for paper in library.papers.values()}
    for address in (
        "papers/",
        "themes/mixture-of-experts/",
        "authors/wei-shen/",
        "years/2025/",
        "",
    ):
        page = at(site, address)
        offered = coins_items(page)
        assert len(offered) == len({item["title"] for item in offered}) > 1
        assert page.meta("citation_title") == []
        for item in offered:
            told = library.reference(papers[item["title"]])
            assert item == {
                "type": TYPES.get(told.kind, "preprint"),
                "title": told.title,
                "container": told.container if told.kind in ("conference", "journal") else "",
                "creators": [name.inverted for name in told.names],
                "date": told.date if told.date.startswith(told.year) else told.year,
                "doi": told.doi,
                "url": told.url,
            }
    assert len(coins_items(at(site, "papers/"))) == len(papers)
    assert coins_items(at(site, "papers/hirsch2024medrat/")) == []


def test_every_page_can_be_shared(site: Path) -> None:
    for address, page in pages(site).items():
        if address.endswith(("embed/", ".html")):
            continue
        (canonical,) = page.links("canonical")
        assert page.shared("url") == canonical["href"] == HOME + address
        assert page.shared("title")
        assert page.shared("description") == page.meta("description")[0]
        assert page.shared("type") == (
            "article" if address.startswith("papers/") and address != "papers/" else "website"
        )
        assert page.shared("image") == f"{HOME}assets/images/card.png"
        assert (page.shared("image:width"), page.shared("image:height")) == ("1200", "630")
        assert page.shared("image:alt")
        assert page.shared("site_name") == "Expert Alignment"
        assert page.meta("twitter:card") == ["summary_large_image"]
    assert (site / "assets/images/card.png").read_bytes().startswith(b"\x89PNG")


def test_what_is_linked_beside_a_page_is_there(site: Path) -> None:
    for name in ("hirsch2024medrat", "pair2023"):
        page = at(site, f"papers/{name}/")
        links = page.links("alternate") + page.links("linkset") + page.links("describedby")
        assert {"linkset.json", "oembed.json"} <= {
            link["href"].rpartition("/")[2] for link in links
        }
        for link in links:
            assert (site / link["href"].removeprefix(HOME)).is_file(), link
            assert link["type"]


def test_feeds_and_citations_are_linked_where_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    beside = {
        "paper": {"cite.bib", "cite.ris", "cite.json", "index.md"},
        "author": {"feed.xml", "feed.json"},
    }
    for module in (head, list_head):
        monkeypatch.setattr(
            module, "page_file_names", lambda at, _: beside.get(at.partition("s/")[0], ())
        )
    monkeypatch.setattr(list_head, "library_feeds", lambda _: ["feed.xml", "feed.json"])
    library = library_of(Paper(id="one", title="One", authors=(Author("Ada Quill"),), date="2021"))
    heads = Heads(library, SITE)
    linked = {}
    for page in pages_of(library):
        found = read(heads.of(page, page.title, ""))
        linked[page.kind] = {
            (link["rel"], link["type"], link["href"].removeprefix(SITE.url))
            for link in found.links("alternate") + found.links("describedby")
        }
    feeds = (("application/atom+xml", "feed.xml"), ("application/feed+json", "feed.json"))
    whole = {("alternate", kind, name) for kind, name in feeds}
    assert linked["home"] == linked["year"] == whole
    assert linked["author"] == {
        ("alternate", kind, f"authors/ada-quill/{name}") for kind, name in feeds
    }
    assert linked["paper"] == whole | {
        ("alternate", "text/markdown", "papers/one/index.md"),
        ("describedby", "application/x-bibtex", "papers/one/cite.bib"),
        ("describedby", "application/x-research-info-systems", "papers/one/cite.ris"),
        ("describedby", "application/vnd.citationstyles.csl+json", "papers/one/cite.json"),
    }


def test_a_library_without_dates_has_a_plan() -> None:
    addresses = {page.address for page in pages_of(library_of(Paper(id="one", title="One")))}
    assert {"years/", "papers/one/"} <= addresses


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_ends_a_tag_or_a_script(text: str) -> None:
    paper = Paper(
        id="one",
        title=text,
        authors=tuple(Author(f"{text[:300]} {number}") for number in range(3)),
        date="2021",
        theme="lamps",
        venue=text,
        publisher=text,
        tldr=text,
        later_title=text,
    )
    library = Library(
        {"one": paper}, {"lamps": Theme("lamps", text, text)}, {}, abstracts={"one": text}
    )
    site = replace(SITE, name=text, description=text)
    for page in pages_of(library):
        html = Heads(library, site).of(page, page.title, page.description)
        found = read(html)
        assert {name for name, _ in found.tags} <= {"meta", "link", "script"}, html
        assert len(found.json_ld) == 1
        assert html.count("<script") == html.count("</script") == 1
        if page.kind == "paper":
            assert found.meta("citation_title") == [paper.title]
            assert found.json_ld[0]["@graph"][0]["review"]["reviewBody"] == paper.tldr


def test_safe_json_is_the_same_value_and_holds_no_markup() -> None:
    for text in (*HOSTILE, "\u2028\u2029\x85\x00"):
        made = safe_json({text: [text]})
        assert json.loads(made) == {text: [text]}
        assert not re.search("[\x7f-\x9f\u2028\u2029\u202e\ufeff\ufffe\uffff]", made)
        assert not {"<", ">", "&", "\n"} & set(made)
