"""A changed source changes the facts that came from it, and never what a curator wrote."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressmark.base.findings import InvalidLibraryError
from pressmark.base.journal import ChangedMeanwhileError, complete
from pressmark.base.rules.references import DUPLICATE_ARXIV_ID
from pressmark.library.importing.merging import CONFLICT, JOINED, KEPT, REMOVED, UPDATED
from pressmark.library.importing.plan import Choices, ImportPlan, carry_out, plan
from pressmark.library.readers.formats import recognised
from pressmark.library.record_edit import UnplacedError, with_front_matter
from tests.conftest import TAGS, THEMES, TinyLibrary
from tests.effort import examples

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pressmark.library.paper import Paper

RECORD = "papers/quill2021fog.md"
FOG = {
    "author": "Quill, Ada",
    "title": "Fog Bells",
    "year": "2021",
    "pages": "1--9",
    "note": "In print",
    "keywords": "harbour",
}


def bib(key: str = "fog", **fields: str) -> str:
    """An entry in BibTeX, Fog Bells with other fields; empty ones are left out."""
    values = {name: text for name, text in (FOG | fields).items() if text}
    return "@article{%s,\n%s\n}\n" % (  # noqa: UP031
        key,
        ",\n".join(f"  {name} = {{{text}}}" for name, text in values.items()),
    )


def imported(
    library: TinyLibrary, text: str, name: str = "refs.bib", resolve: Any = None, ids: str = ""
) -> ImportPlan:
    file = library.root / name
    reading = recognised(text, file).read(text, file)
    choices = Choices(by_key=ids == "keys", **({"resolve": resolve} if resolve else {}))
    made = plan(reading, library.load(), library.content, file, choices)
    carry_out(made, library.content)
    return made


def outcomes(made: ImportPlan) -> list[tuple[str, str]]:
    return [(change.fact, change.outcome) for change in made.changes]


def paper(library: TinyLibrary, paper_id: str = "quill2021fog") -> Paper:
    return library.load().papers[paper_id]


def edit(library: TinyLibrary, old: str, new: str, record: str = RECORD) -> None:
    file = library.content / record
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_same_file_again_changes_nothing(empty_library: TinyLibrary) -> None:
    imported(empty_library, bib())
    before = empty_library.snapshot()
    again = imported(empty_library, bib())
    assert (again.changes, again.files) == ([], {})
    assert empty_library.snapshot() == before


def test_a_correction_stays_while_the_source_says_the_same(empty_library: TinyLibrary) -> None:
    imported(empty_library, bib())
    edit(empty_library, "pages: 1-9", "pages: 1-8")
    before = empty_library.snapshot()
    assert outcomes(imported(empty_library, bib())) == []
    assert empty_library.snapshot() == before


def test_a_record_that_nobody_touched_takes_new_facts_and_loses_old_ones(
    empty_library: TinyLibrary,
) -> None:
    imported(empty_library, bib())
    made = imported(empty_library, bib(pages="1--10", note="", doi="10.1234/fog"))
    assert sorted(outcomes(made)) == [("doi", JOINED), ("note", REMOVED), ("pages", UPDATED)]
    found = paper(empty_library)
    assert (found.pages, found.note, found.doi) == ("1-10", "", "10.1234/fog")
    assert imported(empty_library, bib(pages="1--10", note="", doi="10.1234/fog")).files == {}


def test_what_a_curator_wrote_beside_a_fact_stays_to_the_letter(empty_library: TinyLibrary) -> None:
    imported(empty_library, bib())
    edit(empty_library, "title: Fog Bells\n", "# Asked the author.\ntitle:   'Fog Bells'\n")
    edit(empty_library, "suggested:\n- theme\n- tags\n", "suggested: [theme]\ntldr: They ring.\n")
    before = (empty_library.content / RECORD).read_text(encoding="utf-8")
    imported(empty_library, bib(pages="1--10"))
    after = (empty_library.content / RECORD).read_text(encoding="utf-8")
    assert after == before.replace("pages: 1-9", "pages: 1-10")


def test_what_both_changed_is_a_conflict_until_it_is_settled(empty_library: TinyLibrary) -> None:
    imported(empty_library, bib())
    edit(empty_library, "pages: 1-9", "pages: 1-8")
    for _ in range(2):
        made = imported(empty_library, bib(pages="1--10"))
        (change,) = made.conflicts
        assert (change.said, change.says, change.held) == ("1-9", "1-10", "1-8")
        assert (change.line, paper(empty_library).pages) == (1, "1-8")
    edit(empty_library, "pages: 1-8", "pages: 1-10")
    assert imported(empty_library, bib(pages="1--10")).conflicts == []
    assert outcomes(imported(empty_library, bib(pages="1--11"))) == [("pages", UPDATED)]


def test_a_conflict_has_the_line_of_the_record_as_it_is_written(
    empty_library: TinyLibrary,
) -> None:
    imported(empty_library, bib())
    edit(empty_library, "note: In print", "note: Out of print")
    (change,) = imported(empty_library, bib(pages="", year="", note="In shops")).conflicts
    text = (empty_library.content / change.record).read_text(encoding="utf-8")
    assert text.split("\n")[change.record_line - 1] == "note: Out of print"


@pytest.mark.parametrize(("decision", "pages"), [("source", "1-10"), ("record", "1-8")])
def test_a_decided_conflict_is_not_asked_about_again(
    empty_library: TinyLibrary, decision: str, pages: str
) -> None:
    imported(empty_library, bib())
    edit(empty_library, "pages: 1-9", "pages: 1-8")
    made = imported(empty_library, bib(pages="1--10"), resolve=lambda _: decision)
    assert (made.conflicts, paper(empty_library).pages) == ([], pages)
    again = imported(empty_library, bib(pages="1--10"))
    assert (again.changes, again.files) == ([], {})


def test_a_fact_that_a_curator_removed_does_not_come_back(empty_library: TinyLibrary) -> None:
    imported(empty_library, bib())
    edit(empty_library, "note: In print\n", "")
    assert imported(empty_library, bib()).changes == []
    assert outcomes(imported(empty_library, bib(note="Printed"))) == [("note", CONFLICT)]


def test_a_confirmed_records_tags_stay_and_a_drafts_follow(empty_library: TinyLibrary) -> None:
    imported(empty_library, bib())
    made = imported(empty_library, bib(keywords="counting"))
    assert outcomes(made) == [("tags", UPDATED)]
    assert paper(empty_library).tags == ("counting",)
    edit(empty_library, "suggested:\n- theme\n- tags\n", "suggested: [theme]\n")
    assert imported(empty_library, bib(keywords="night")).changes == []
    assert paper(empty_library).tags == ("counting",)


def test_a_fact_that_stands_on_a_line_with_a_comment_is_left_alone(
    empty_library: TinyLibrary,
) -> None:
    imported(empty_library, bib())
    edit(empty_library, "pages: 1-9", "pages: 1-9 # as printed")
    made = imported(empty_library, bib(pages="1--10"))
    assert outcomes(made) == [("pages", CONFLICT)]
    assert "pages: 1-9 # as printed" in (empty_library.content / RECORD).read_text("utf-8")


def test_a_value_that_could_not_be_read_is_no_fact_that_was_removed(
    empty_library: TinyLibrary,
) -> None:
    imported(empty_library, bib(doi="10.1234/fog"))
    made = imported(empty_library, bib(doi="harbour", pages="1--10"))
    assert outcomes(made) == [("pages", UPDATED)]
    assert paper(empty_library).doi == "10.1234/fog"


def test_a_corrected_title_is_followed_by_the_key(empty_library: TinyLibrary) -> None:
    imported(empty_library, bib(title="Fog Bels"))
    made = imported(empty_library, bib(title="Fog Bells"))
    assert (made.made, outcomes(made)) == (0, [("title", UPDATED)])
    assert [*empty_library.load().papers] == ["quill2021fog"]


def test_a_key_that_names_another_paper_now_makes_another_record(
    empty_library: TinyLibrary,
) -> None:
    imported(empty_library, bib())
    made = imported(empty_library, bib(author="Mast, Cleo", title="Old Tide Tables", year="1999"))
    assert (made.drafted, made.vanished) == (["mast1999old"], ["quill2021fog"])


def test_keys_that_were_swapped_swap_no_records(empty_library: TinyLibrary) -> None:
    nets = {"title": "Counting Nets", "pages": "20--30"}
    imported(empty_library, bib("a") + bib("b", **nets))
    imported(empty_library, bib("b") + bib("a", **nets))
    found = empty_library.load().papers
    assert {p.title: p.pages for p in found.values()} == {
        "Fog Bells": "1-9",
        "Counting Nets": "20-30",
    }


def test_an_entry_that_vanished_is_named_once_and_its_record_stays(
    empty_library: TinyLibrary,
) -> None:
    nets = bib("nets", title="Counting Nets")
    imported(empty_library, bib() + nets)
    assert imported(empty_library, nets).vanished == ["quill2021fog"]
    assert imported(empty_library, nets).files == {}
    assert "quill2021fog" in empty_library.load().papers
    assert imported(empty_library, bib() + nets).made == 0


def test_an_entry_that_can_not_be_read_has_not_vanished(empty_library: TinyLibrary) -> None:
    nets = bib("nets", title="Counting Nets")
    imported(empty_library, bib() + nets)
    made = imported(empty_library, bib(title="") + nets)
    assert (made.left_out, made.vanished) == (1, [])


def test_a_deleted_record_is_not_made_again(empty_library: TinyLibrary) -> None:
    imported(empty_library, bib() + bib("nets", title="Counting Nets"))
    (empty_library.content / RECORD).unlink()
    made = imported(empty_library, bib(pages="2") + bib("nets", title="Counting Nets"))
    assert (made.made, made.deleted, len(made.matches)) == (0, ["quill2021fog"], 2)
    assert "quill2021fog" not in empty_library.load().papers


def test_the_key_of_a_deleted_record_may_name_another_paper(empty_library: TinyLibrary) -> None:
    imported(empty_library, bib())
    (empty_library.content / RECORD).unlink()
    made = imported(empty_library, bib(title="Old Tide Tables", author="Mast, Cleo", year="1999"))
    assert (made.drafted, made.deleted) == (["mast1999old"], [])


def test_a_renamed_record_is_still_the_sources(empty_library: TinyLibrary) -> None:
    imported(empty_library, bib())
    edit(empty_library, "---\n", "---\nredirect_from: [quill2021fog]\n")
    (empty_library.content / RECORD).rename(empty_library.content / "papers/fog.md")
    edit(empty_library, "pages: 1-9", "pages: 1-8", "papers/fog.md")
    assert outcomes(imported(empty_library, bib(note=""))) == [("note", REMOVED)]
    assert paper(empty_library, "fog").pages == "1-8"


PREPRINT = bib("pre", year="2020", eprint="2003.00001", pages="", journal="")
PUBLISHED = bib("pub", year="2021", journal="Sea Letters", volume="3", doi="10.1234/fog")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_preprint_and_its_publication_in_two_files_are_one_record_with_both_facts(
    empty_library: TinyLibrary, order: tuple[int, int]
) -> None:
    files = [("pre.bib", PREPRINT), ("pub.bib", PUBLISHED)]
    for place in order:
        name, text = files[place]
        imported(empty_library, text, name)
    (found,) = empty_library.load().papers.values()
    assert (found.date, found.volume, found.arxiv) == ("2021", "3", "2003.00001")
    assert (found.doi, {*found.keys}) == ("10.1234/fog", {"pre", "pub"})
    before = empty_library.snapshot()
    for name, text in files:
        assert imported(empty_library, text, name).changes == []
    assert empty_library.snapshot() == before


def test_a_fact_that_another_source_still_says_stays(empty_library: TinyLibrary) -> None:
    for name in ("one.bib", "two.bib"):
        imported(empty_library, bib(), name)
    assert imported(empty_library, bib(note=""), "one.bib").changes == []
    assert paper(empty_library).note == "In print"
    assert outcomes(imported(empty_library, bib(note=""), "two.bib")) == [("note", REMOVED)]


def test_facts_join_a_record_written_by_hand_and_its_own_stay(tiny_library: TinyLibrary) -> None:
    before = (tiny_library.content / "papers/mast2022flood.md").read_text(encoding="utf-8")
    text = bib("m", author="Mast, Cleo", title="Reading Tides", year="2023", note="", keywords="")
    made = imported(tiny_library, text)
    assert sorted(outcomes(made)) == [
        *[("date", KEPT), ("keys", JOINED), ("kind", JOINED), ("pages", JOINED), ("title", KEPT)],
    ]
    found = paper(tiny_library, "mast2022flood")
    assert (found.pages, found.date, found.keys) == ("1-9", "2022-07", ("m",))
    after = (tiny_library.content / "papers/mast2022flood.md").read_text(encoding="utf-8")
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    assert imported(tiny_library, text).files == {}


def test_a_fact_that_would_break_the_library_is_left_out_and_said(
    tiny_library: TinyLibrary,
) -> None:
    imported(tiny_library, bib())
    before = tiny_library.load().papers
    made = imported(tiny_library, bib(eprint="2103.00001", pages="1--10"))
    assert [omission.finding.rule for omission in made.omissions] == [DUPLICATE_ARXIV_ID]
    assert (made.omissions[0].finding.line, made.omissions[0].finding.file.name) == (1, "refs.bib")
    assert "the record quill2021counting has the same arXiv id" in made.omissions[0].finding.text
    assert tiny_library.load().papers == before


LINES = (
    '\ufeff{"id": "bells", "title": "Fog Bells", "authors": ["Ada Quill"], '
    '"tldr": "They\u2028ring.", "suggested": ["tags"], "pages": "1-9"}\r\n\n'
    '{"suggested": ["tags"], "id": "nets", "title": "Nets"}'
)


def test_a_record_on_a_line_takes_facts_too(empty_library: TinyLibrary) -> None:
    file = empty_library.write("papers.jsonl", LINES)
    imported(empty_library, bib(note="", keywords=""))
    imported(empty_library, bib(note="", keywords="", pages="", volume="3"))
    first, _, last = file.read_bytes().decode().split("\n")
    values = json.loads(first.removeprefix("\ufeff"))
    assert [*values][:4] == ["id", "title", "authors", "tldr"]
    assert (values["volume"], values["keys"], values["date"]) == ("3", ["fog"], "2021")
    assert ("pages" in values, values["tldr"]) == (False, "They\u2028ring.")
    assert (first.endswith("}\r"), last) == (True, LINES.rpartition("\n")[2])
    edit(empty_library, '"3"', '"4"', "papers.jsonl")
    (change,) = imported(empty_library, bib(note="", keywords="", pages="", volume="5")).conflicts
    assert (change.record, change.record_line) == ("papers.jsonl", 1)


def test_an_item_of_another_program_stays_as_it_is(empty_library: TinyLibrary) -> None:
    file = empty_library.write("papers.csl.jsonl", '{"id": "fog", "title": "Fog Bells"}\n')
    made = imported(empty_library, bib())
    assert (made.made, made.changes, len(made.matches)) == (0, [], 1)
    assert file.read_text(encoding="utf-8") == '{"id": "fog", "title": "Fog Bells"}\n'


def test_an_abstract_that_was_corrected_stays(empty_library: TinyLibrary) -> None:
    imported(empty_library, bib(abstract="We ring."))
    empty_library.write("abstracts/quill2021fog.txt", "We ring bells.\n")
    assert imported(empty_library, bib(abstract="We ring.")).files == {}
    made = imported(empty_library, bib(abstract="We rang."))
    assert outcomes(made) == [("abstract", CONFLICT)]
    assert empty_library.load().abstracts == {"quill2021fog": "We ring bells."}


@pytest.mark.parametrize("left", [0, 1, 2, 3])
def test_an_update_that_was_stopped_can_be_run_again(
    empty_library: TinyLibrary, monkeypatch: pytest.MonkeyPatch, left: int
) -> None:
    first = bib() + bib("nets", title="Counting Nets")
    second = bib(pages="1--10", note="") + bib("nets", title="Counting Nets", volume="3")
    second += bib("ropes", title="Old Ropes")
    imported(empty_library, first)
    act, calls = Path.replace, iter(range(left))

    def stop(self: Path, target: Path) -> Path:
        if next(calls, None) is None:
            raise KeyboardInterrupt
        return act(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            imported(empty_library, second)
    complete(empty_library.root)  # as every command does first
    imported(empty_library, second)
    stopped = empty_library.snapshot()
    for file in ("papers", "sources.jsonl"):
        path = empty_library.content / file
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    imported(empty_library, first)
    imported(empty_library, second)
    assert stopped == empty_library.snapshot()


def test_a_record_that_changed_meanwhile_is_not_written_over(empty_library: TinyLibrary) -> None:
    imported(empty_library, bib())
    name = empty_library.root / "refs.bib"
    reading = recognised(text := bib(pages="1--10"), name).read(text, name)
    made = plan(reading, empty_library.load(), empty_library.content, name)
    edit(empty_library, "pages: 1-9", "pages: 1-8")
    before = empty_library.snapshot()
    with pytest.raises(ChangedMeanwhileError, match="was changed while this command ran"):
        carry_out(made, empty_library.content)
    assert empty_library.snapshot() == before


def test_no_abstract_is_in_the_file_that_is_committed(empty_library: TinyLibrary) -> None:
    imported(empty_library, bib(abstract="We ring."))
    assert "We ring" not in (empty_library.content / "sources.jsonl").read_text(encoding="utf-8")


def test_sources_elsewhere_are_known_by_name_and_others_by_their_path(
    empty_library: TinyLibrary,
) -> None:
    imported(empty_library, bib(), "bibliography/refs.bib")
    imported(empty_library, bib(), "../elsewhere/refs.bib")
    lines = (empty_library.content / "sources.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["source"] for line in lines] == ["bibliography/refs.bib", "refs.bib"]


def test_a_broken_memory_stops_an_import_with_its_line(empty_library: TinyLibrary) -> None:
    imported(empty_library, bib())
    file = empty_library.content / "sources.jsonl"
    file.write_text(file.read_text(encoding="utf-8") * 2 + "<<<<<<< ours\n", encoding="utf-8")
    with pytest.raises(InvalidLibraryError) as caught:
        imported(empty_library, bib())
    assert [finding.line for finding in caught.value.findings] == [2, 3]


def test_ids_are_the_sources_keys_where_they_are_free(tiny_library: TinyLibrary) -> None:
    entries = [("Smith:2020_deep", "Fog"), ("smith-2020-deep", "Nets"), ("mast2022flood", "Ropes")]
    text = "".join(bib(key, title=title, keywords="") for key, title in entries)
    made = imported(tiny_library, text, ids="keys")
    assert made.drafted == ["smith-2020-deep", "quill2021nets", "quill2021ropes"]
    assert made.renamed == {"smith-2020-deep": "quill2021nets", "mast2022flood": "quill2021ropes"}


@pytest.mark.parametrize(
    ("text", "values", "result"),
    [
        ("---\na: 1\nb: 2\n---\n", {"a": "3"}, "---\na: 3\nb: 2\n---\n"),
        ("---\na: 1\nb: 2\n---\n", {"a": None}, "---\nb: 2\n---\n"),
        ("---\r\na: 1\r\n---\r\n", {"b": "\n- 2"}, "---\r\na: 1\r\nb:\r\n- 2\r\n---\r\n"),
        ("---\nb:\n- 1\n- 2\n# c\na: 1\n---\n", {"b": "5"}, "---\nb: 5\n# c\na: 1\n---\n"),
    ],
)  # fmt: skip
def test_one_key_changes_and_the_rest_stays(
    text: str, values: Mapping[str, str | None], result: str
) -> None:
    assert with_front_matter(text, values) == result


@pytest.mark.parametrize("text", ["---\n{a: 1}\n---\n", "a: 1\n", "---\na:\n- 1 # one\n- 2\n---\n"])
def test_a_key_without_a_plain_place_is_left_alone(text: str) -> None:
    with pytest.raises(UnplacedError):
        with_front_matter(text, {"a": "3"})


# Import, edit by hand, change the source, import again


FACTS = {"pages": "pages", "volume": "volume", "note": "note", "publisher": "publisher"}
VALUES = st.sampled_from(["", "1", "2", "3"])
KEYS = st.sampled_from(["one", "two", "three"])
NAMES = st.sampled_from([*FACTS])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("source"), KEYS, NAMES, VALUES),
        st.tuples(st.just("record"), KEYS, NAMES, VALUES),
        st.tuples(st.just("words"), KEYS, st.sampled_from(["tldr", "theme", "tags"]), VALUES),
        st.tuples(st.just("import"), st.just("one"), NAMES, VALUES),
    ),
    min_size=3,
    max_size=14,
)
WORDS = {"tldr": "It is {}.", "theme": "lamps", "tags": "[night, counting]"}


@dataclass
class Curated:
    """A source with three papers, and a library that imports it and is edited by hand."""

    library: TinyLibrary
    source: dict[str, dict[str, str]] = field(
        default_factory=lambda: {key: {"pages": "1"} for key in ("one", "two", "three")}
    )
    # What was last written into records by hand, until the curator or a settled source changes it.
    by_hand: dict[tuple[str, str], str] = field(default_factory=dict)
    words: dict[tuple[str, str], Any] = field(default_factory=dict)
    seen: dict[tuple[str, str], str] = field(default_factory=dict)

    def text(self) -> str:
        titles = {"one": "Fog Bells", "two": "Counting Nets", "three": "Old Ropes"}
        empty = dict.fromkeys(FOG, "")
        fixed = empty | {"author": FOG["author"], "year": "2021"}
        return "".join(
            bib(key, **{**fixed, "title": titles[key], **values})
            for key, values in self.source.items()
        )

    def paper(self, key: str) -> Paper:
        papers = self.library.load().papers.values()
        return next(paper for paper in papers if key in paper.keys)

    def set_by_hand(self, key: str, name: str, value: str) -> None:
        file = self.library.content / f"papers/{self.paper(key).id}.md"
        text = file.read_text(encoding="utf-8")
        file.write_text(with_front_matter(text, {name: value or None}), encoding="utf-8")

    def run_import(self) -> None:
        before = {key: self.paper(key) for key in self.source} if self.seen else {}
        made = imported(self.library, self.text())
        changes = {(c.paper, c.fact): c for c in made.changes}
        for key, values in self.source.items():
            after = self.paper(key)
            for name, fact in FACTS.items():
                says, held = values.get(name, ""), getattr(after, fact)
                change = changes.get((after.id, fact))
                said = self.seen.get((key, name), "")
                hand = self.by_hand.get((key, name))
                is_corrected = hand is not None and hand != said
                if is_corrected and says not in (said, hand):
                    assert change
                    assert (change.outcome, held) == (CONFLICT, hand), "both changed"
                    assert (change.said or "", change.says or "") == (said, says)
                    continue
                assert not change or change.outcome != CONFLICT
                expected = hand if is_corrected else says
                assert held == expected, "a correction stays, and no other fact is stale"
                if held == says:
                    self.by_hand.pop((key, name), None)
                if before and held != getattr(before[key], fact):
                    assert change, "what changes in a record is said"
                self.seen[key, name] = says
            for (of, name), value in self.words.items():
                if of == key:
                    assert getattr(after, name) == value, "a curator's words stay"
        again = imported(self.library, self.text())
        assert (again.changes, again.files) == (made.conflicts, {})


@given(steps=STEPS)
@settings(max_examples=examples(30, 2_000), deadline=None)
def test_no_word_of_a_curator_is_lost_and_no_fact_is_stale_unsaid(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, str, str]]
) -> None:
    library = TinyLibrary(tmp_path_factory.mktemp("curated", numbered=True))
    library.write("themes.yml", THEMES)
    library.write("tags.yml", TAGS)
    curated = Curated(library)
    curated.run_import()
    for kind, key, name, value in [*steps, ("import", "", "", "")]:
        if kind == "import":
            curated.run_import()
        elif kind == "source":
            curated.source[key] = {**curated.source[key], name: value}
        elif kind == "words":
            curated.set_by_hand(key, name, WORDS[name].format(value))
            if name == "tags":
                curated.set_by_hand(key, "suggested", "[theme]")
            curated.words[key, name] = getattr(curated.paper(key), name)
        elif getattr(curated.paper(key), FACTS[name]) != value:
            curated.set_by_hand(key, name, f"'{value}'" if value else "")
            curated.by_hand[key, name] = value
