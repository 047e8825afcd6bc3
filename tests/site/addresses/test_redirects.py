"""Old addresses lead to the page where they end; what is wrong with one is said with its line."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.base.rules.addresses import INVALID_ADDRESS
from pressmark.base.rules.rule import filled
from pressmark.build.project import load_project
from pressmark.exports import redirect_page
from pressmark.library.readers.source import Source
from pressmark.site.addresses import redirects
from pressmark.site.addresses.redirect_places import RedirectPlaces
from pressmark.site.addresses.redirects import (
    Moved,
    Redirect,
    address_fault,
    followed,
    moved,
    old_address,
    old_fault,
    parted,
)
from pressmark.site.page import Page
from tests.conftest import LAMPS, TAGS, TIDES
from tests.exports.test_files import SITE
from tests.invented import Content, invented_project
from tests.project import pressed

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.base.findings import Finding
    from tests.conftest import TinyLibrary

MADE = {"papers/", "papers/new/", "papers/other/", "themes/lamps/", "about/"}


def rule(old: str, new: str) -> Redirect:
    return Redirect(old, new, "redirects.yml", (old,))


def faults(*rules: Redirect) -> list[tuple[str, str, str]]:
    """Where each faulty redirect leads from, what was found and what is advised."""
    return [
        (
            fault.redirect.old,
            filled(fault.rule.found, fault.values),
            filled(fault.rule.advice, fault.values),
        )
        for fault in followed(rules, MADE)[1]
    ]


def test_a_chain_is_followed_to_its_end() -> None:
    ends, wrong = followed(
        [rule("a/", "b/"), rule("b/", "papers/old/"), rule("papers/old/", "papers/new/")], MADE
    )
    assert wrong == []
    assert ends == dict.fromkeys(("a/", "b/", "papers/old/"), "papers/new/")


def test_an_anchor_stays_unless_a_later_redirect_names_another() -> None:
    ends, _ = followed(
        [
            rule("a/", "b/#one"),
            rule("b/", "about/"),
            rule("c/", "d/#one"),
            rule("d/", "about/#two"),
        ],
        MADE,
    )
    assert (ends["a/"], ends["c/"]) == ("about/#one", "about/#two")


def test_the_home_page_may_be_the_end() -> None:
    assert followed([rule("a/", "b/"), rule("b/", "./")], MADE)[0] == {"a/": "./", "b/": "./"}


def test_a_loop_is_said_once_with_its_way() -> None:
    assert faults(rule("a/", "b/"), rule("b/", "c/"), rule("c/", "b/")) == [
        ("b/", "b/ redirects to c/ redirects to b/ again", "Point one of them at a page")
    ]
    assert faults(rule("a/", "a/")) == [
        ("a/", "a/ redirects to a/ again", "Point one of them at a page")
    ]


def test_of_a_long_loop_the_first_addresses_are_named() -> None:
    ((_, found, _),) = faults(*(rule(f"{n:05}/", f"{(n + 1) % 20_000:05}/") for n in range(20_000)))

    assert found.startswith("00000/ redirects to 00001/ redirects to 00002/")
    assert found.endswith("redirects to ... (19,990 more) redirects to 00000/ again")
    assert len(found) < 1_000


def test_a_chain_of_thousands_is_followed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = 0

    def counted(target: str) -> tuple[str, str]:
        nonlocal steps
        steps += 1
        return parted(target)

    monkeypatch.setattr(redirects, "parted", counted)
    chain = [rule(f"{n}/", f"{n + 1}/") for n in range(20_000)]
    last = [rule("20000/", "end/"), rule("end/", "about/#here")]
    ends, wrong = followed([*last, *chain], MADE)

    assert wrong == []
    assert ends["0/"] == ends["19999/"] == "about/#here"
    assert steps < 100_000


def test_a_file_of_many_faulty_redirects_is_read_once_for_their_lines(
    tiny_library: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny_library.write("redirects.yml", "".join(f"old{n}/: new{n}/\n" for n in range(500)))
    rules = redirects.read(tiny_library.content / "redirects.yml", tiny_library.content, [])
    _, wrong = followed(rules, MADE)
    texts: list[str] = []
    parse = Source.parse

    def counted(source: Source, text: str, first_line: int) -> dict[str, Any] | None:
        texts.append(text)
        return parse(source, text, first_line)

    monkeypatch.setattr(Source, "parse", counted)
    places = RedirectPlaces(tiny_library.content, tiny_library.root)
    lines = sorted(places.finding(fault).line for fault in wrong)

    assert lines == [*range(1, 501)]
    assert len(texts) == 1


def test_a_redirect_to_nothing_names_the_nearest_page() -> None:
    assert faults(rule("papers/old/", "papers/nwe/"), rule("a/", "papers/old/")) == [
        (
            "papers/old/",
            "papers/old/ redirects to papers/nwe/, which is not a page",
            "Did you mean papers/new/?",
        )
    ]


def test_a_page_can_not_be_led_away_from() -> None:
    assert faults(rule("papers/new/", "papers/other/")) == [
        (
            "papers/new/",
            "papers/new/ is a page, which can't redirect",
            "Remove the line, or rename the page",
        )
    ]


def test_an_address_leads_to_one_place() -> None:
    record = Redirect("papers/old/", "papers/new/", "papers/new.md", ("redirect_from", 0))
    assert faults(record, rule("papers/old/", "papers/other/")) == [
        (
            "papers/old/",
            "content/papers/new.md already redirects papers/old/ to papers/new/",
            "Keep one of the two",
        )
    ]


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("abcdefghxyz"), max_size=8))
def test_every_redirect_ends_at_a_page_or_is_found_fault_with(lines: dict[str, str]) -> None:
    made = {"x/", "y/"}
    ends, wrong = followed([rule(f"{old}/", f"{new}/") for old, new in lines.items()], made)
    assert set(ends.values()) <= made
    assert bool(wrong) == (len(ends) < len(lines))


@pytest.mark.parametrize(
    "address",
    ["about/", "papers/hirsch2024medrat/", "About us/", "über/uns/", "a/b.c/d~e/", "x" * 200 + "/"],
)
def test_what_a_page_may_be_called_is_an_address(address: str) -> None:
    assert not address_fault(address)


@pytest.mark.parametrize(
    ("address", "advice"),
    [
        ("/papers/old/", "Write it from the site's root: papers/<id>/"),
        ("https://example.org/a/", "Write it from the site's root: papers/<id>/"),
        ("../a/", "Write it without '..'"),
        ("papers/../../a/", "Write it without '..'"),
        ("papers/old", "End it with a slash: papers/<id>/"),
        ("", "End it with a slash: papers/<id>/"),
        *(
            (wrong, "Write folders of letters, digits and hyphens, each with a slash after it")
            for wrong in (
                *("./", "a//", "a/./", ".git/", "a\\b/", "a\n/", "a\x00/", "a /", "a./", "a?b/"),
                *("a#b/", "%2e%2e/", "a:b/", "<b>/", "a\u202e/"),
            )
        ),
        *(
            (wrong, "Write at most 1,000 bytes, and 240 between two slashes")
            for wrong in ("x" * 300 + "/", "中" * 81 + "/", "a/" * 600, "a/" * 65)
        ),
        *(
            (f"{name}/", f"Choose another name: Windows keeps {name} for a device")
            for name in ("con", "Nul", "aux.pdf", "LPT1.a.b")
        ),
    ],
)
def test_what_no_page_may_be_called_is_refused(address: str, advice: str) -> None:
    assert filled(INVALID_ADDRESS.advice, address_fault(address)) == advice


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("old/lamp/", "old/lamp/"),
        ("old/lamp", "old/lamp/"),
        ("old/lamp.html", "old/lamp.html"),
        ("old/v1.2", "old/v1.2/"),
        ("old/index.html", "old/"),
        ("talk.pdf", "talk.pdf"),
    ],
)
def test_an_old_address_is_a_folders_or_a_files(text: str, address: str) -> None:
    assert old_address(text) == address
    assert old_fault(address) == {}


@pytest.mark.parametrize(
    "address", ["/old/lamp.html", "../lamp.pdf", "old//lamp.pdf", "a?b.html", "con.pdf"]
)
def test_an_old_address_of_a_file_is_held_to_the_same_rules(address: str) -> None:
    expected = {**address_fault(f"{address}/"), "value": repr(address)}
    assert old_fault(address) == expected


def test_old_addresses_of_files_lead_on_as_hosts_allow(tmp_path: Path) -> None:
    project = invented_project(tmp_path / "project")
    before = pressed(project)
    (project / "content" / "redirects.yml").write_text(
        "old/lamp.html: papers/paper3/\n"
        "old/bell: papers/paper3/#finding\n"
        "slides/a lamp.pdf: papers/paper4/\n"
        "home.pdf: ./\n",
        encoding="utf-8",
    )
    files = pressed(project, {"SITE_URL": "https://papers.example/library/"})

    assert b'content="0; url=../papers/paper3/"' in files["old/lamp.html"]
    assert b'content="0; url=../../papers/paper3/#finding"' in files["old/bell/index.html"]
    assert json.loads(files["redirects.json"]) == {
        "home.pdf": "./",
        "slides/a lamp.pdf": "papers/paper4/",
    }
    assert files["_redirects"].decode().splitlines() == [
        "/library/home.pdf /library/ 301",
        "/library/slides/a%20lamp.pdf /library/papers/paper4/ 301",
    ]
    assert {"old/lamp.html", "redirects.json", "_redirects"}.isdisjoint(before)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "# none\n/a/: about/\n",
            ":2: '/a/' is not an address. Write it from the site's root: ",
        ),
        (
            "a/: /about/\n",
            ":1: a/: '/about/' is not an address. Write it from the site's root: ",
        ),
        ("a/: about/#x y\n", ":1: a/: '#x y' is not an anchor. Write letters"),
        ("a/: [about/]\n", ":1: a/: found ['about/']. Write one address."),
        ("a/: b/\na/: c/\n", ":2: a/: duplicate key. Remove one."),
        ("- a/\n", ":1: no 'key: value' lines were found. Write one key per line."),
        ("a/: {\n", ":2: the YAML does not parse"),
    ],
)
def test_a_line_that_can_not_be_read_is_said(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "redirects.yml"
    path.write_text(text, encoding="utf-8")
    findings: list[Finding] = []
    redirects.read(path, path.relative_to(tmp_path), findings)
    assert [str(one).startswith(f"redirects.yml{said}") for one in findings] == [True], findings


def test_a_file_of_comments_holds_no_redirects(tmp_path: Path) -> None:
    path = tmp_path / "redirects.yml"
    path.write_text("# old/: new/\n\n", encoding="utf-8")
    findings: list[Finding] = []
    assert redirects.read(path, path, findings) == []
    assert findings == []


def test_ids_that_records_terms_and_venues_had_lead_to_them(tiny_library: TinyLibrary) -> None:
    tiny_library.write(
        "papers/quill2021counting.md",
        LAMPS.replace("theme:", "venue: Days 2021\nredirect_from: [a, b]\ntheme:"),
    )
    tiny_library.write("tags.yml", TAGS + "  redirect_from: [dark]\n")
    tiny_library.write("venues.yml", "days:\n  label: Days\n  redirect_from: [hd]\n")
    told = redirects.all_redirects(tiny_library.load(), [rule("x/", "y/")], ())
    assert [(one.old, one.new) for one in told] == [
        ("papers/a/", "papers/quill2021counting/"),
        ("papers/b/", "papers/quill2021counting/"),
        ("tags/dark/", "tags/night/"),
        ("venues/hd/", "venues/days/"),
        ("x/", "y/"),
    ]


def test_a_record_that_still_names_a_renamed_tag_is_told_its_name_now(
    tiny_library: TinyLibrary,
) -> None:
    tiny_library.write("tags.yml", TAGS + "  redirect_from: [dark]\n")
    tiny_library.write("papers/mast2022flood.md", TIDES.replace("- night", "- dark"))
    with pytest.raises(Exception, match="Use 'night', its new name"):
        tiny_library.load()


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        (
            "papers/quill2021counting.md",
            LAMPS,
            "content/papers/quill2021counting.md:10: redirect_from",
        ),
        ("tags.yml", TAGS, "content/tags.yml:13: night.redirect_from"),
        ("redirects.yml", "# one\nabout/: papers/\n", "content/redirects.yml:2"),
    ],
)
def test_what_is_wrong_with_a_redirect_names_its_file_and_line(
    tiny_library: TinyLibrary, file: str, text: str, place: str
) -> None:
    if file.startswith("papers/"):
        text = text.replace("theme:", "redirect_from: [x, about]\ntheme:")
    elif file == "tags.yml":
        text += "  redirect_from: [about]\n"
    tiny_library.write(file, text)
    others: list[Finding] = []
    rules = redirects.read(tiny_library.content / "redirects.yml", tiny_library.content, others)
    told = redirects.all_redirects(tiny_library.load(), rules, ())
    made = {one.old for one in told if "about" in one.old} | {one.new for one in told}
    (fault,) = followed(told, made)[1]
    said = str(RedirectPlaces(tiny_library.content, tiny_library.root).finding(fault))
    assert said.startswith(f"{place}: ")


class Head(HTMLParser):
    """The tags of a page, in their order, with their attributes, and its title."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        tag = self.tags[-1][0] if self.tags else ""
        self.texts[tag] = self.texts.get(tag, "") + data

    def one(self, tag: str, **known: str) -> dict[str, str | None]:
        (found,) = (a for t, a in self.tags if t == tag and known.items() <= a.items())
        return found


HOSTILE = '</title><script>alert("1")</script> & \u202e😀\n' + "]]>'`{{ x }}" + "long " * 400


@pytest.mark.parametrize("title", ["Lamps", HOSTILE])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("papers/old/", "papers/new/"),
        ("a/b/c/", "über uns/#team"),
        ("old/", "./"),
        ("old/", "./#themes"),
    ],
)
def test_a_redirects_page_sends_its_reader_on_from_below_any_path(
    old: str, new: str, title: str
) -> None:
    html = redirect_page.page(Moved(old, new, title, None), SITE).decode()
    head = Head(html)
    target = SITE.url + new.removeprefix("./")
    refresh = re.fullmatch(
        "0; url=(.*)", head.one("meta", **{"http-equiv": "refresh"})["content"] or ""
    )
    assert refresh
    for link in (refresh[1], head.one("a")["href"]):
        assert link
        assert unquote(urljoin(SITE.url + old, link)) == target
    assert unquote(head.one("link", rel="canonical")["href"] or "") == target.partition("#")[0]
    # Search engines follow a move from pages only that they may index.
    assert "robots" not in html
    assert head.one("html")["lang"] == "en"
    assert head.texts["title"].strip("\n") == title
    files = [head.one("script")["src"], head.one("link", rel="stylesheet")["href"]]
    assert [urljoin(SITE.url + old, file) for file in files] == [
        f"{SITE.url}assets/javascripts/moved.js",
        f"{SITE.url}assets/stylesheets/pressmark.css",
    ]


def test_a_redirects_page_keeps_the_direction_of_the_title_that_it_names() -> None:
    html = redirect_page.page(Moved("old/", "new/", "מבוא: 1", None), SITE).decode()
    assert '<a href="../new/"><bdi lang="he" dir="rtl">מבוא: 1</bdi></a>.' in html
    assert "<title>מבוא: 1</title>" in html


def test_the_files_beside_a_page_stand_at_its_old_address_too(tmp_path: Path) -> None:
    content = Content()
    content.papers["paper3"]["redirect_from"] = ("old3",)
    content.redirects = {
        "papers/older3/": "papers/old3/",
        "themes/gone/": "papers/paper3/",
        "papers/gone/": "about/",
    }
    content.write(project := invented_project(tmp_path / "project"))
    taken = load_project(project)
    files = dict(taken.exporter(SITE).every(taken.plan))
    beside = files["papers/paper3/paper.json"]
    assert files["papers/old3/paper.json"] == files["papers/older3/paper.json"] == beside
    assert not {"themes/gone/paper.json", "papers/gone/paper.json"} & files.keys()
    assert b'href="../../about/">About this library' in files["papers/gone/index.html"]
    for name in ("papers/old3/index.html", "papers/old3/paper.json", "papers/gone/index.html"):
        assert taken.exporter(SITE).at(None, name) == files[name]


def test_of_the_addresses_that_lead_to_one_page_a_hundred_have_the_files_beside_it() -> None:
    page = Page("papers/new/", "paper", "papers/", "Lamps", "")
    ends = {f"papers/old{n:03}/": "papers/new/" for n in range(150)}
    led = [*moved(ends, {"papers/new/": page}, {})]

    assert [one.page for one in led] == [page] * 100 + [None] * 50
    assert {one.new for one in led} == {"papers/new/"}
