"""An import adds records and abstracts, touches no record that exists, and writes whole files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pressmark.base.findings import InvalidLibraryError, utf8_text
from pressmark.base.journal import ChangedMeanwhileError
from pressmark.library.importing.plan import Choices, ImportPlan, carry_out, plan
from pressmark.library.importing.suggest import MOST_TAGS, Suggester
from pressmark.library.loading.load import load
from pressmark.library.readers.formats import recognised
from tests.conftest import LAMPS, SAMPLE, TinyLibrary, collection_file

NAME = Path("listing.txt")
NIGHT = "A New Lighthouse at Night"
LISTING = f"""\
Counting lamps in the harbour.
We go round and count.
Reading Tides
We type old tables.
{NIGHT}
We build it at the port and keep a tally.
"""


def planned(library: TinyLibrary, text: str, name: Path = NAME, added: str = "") -> ImportPlan:
    reading = recognised(text, NAME).read(text, name)
    return plan(reading, library.load(), library.content, name, Choices(added))


def imported(library: TinyLibrary, text: str, added: str = "") -> ImportPlan:
    made = planned(library, text, added=added)
    carry_out(made, library.content)
    return made


def record(**changes: Any) -> str:
    """A curated record as a line of JSON."""
    values = {
        "title": NIGHT,
        "authors": ["Dan Keel"],
        "date": "2023",
        "type": "system",
        "theme": "lamps",
        "tags": ["night"],
        "tldr": "It shines.",
        "problem": "It is dark.",
        "approach": "Build.",
        "finding": "It is bright.",
    }
    return json.dumps(values | changes)


def test_an_abstract_goes_to_the_record_with_its_title_however_spelt(
    tiny_library: TinyLibrary,
) -> None:
    imported(tiny_library, LISTING)
    assert tiny_library.load().abstracts["quill2021counting"] == "We go round and count."


def test_an_abstract_goes_to_the_record_that_bears_its_title_as_the_later_one(
    tiny_library: TinyLibrary,
) -> None:
    imported(tiny_library, LISTING)
    assert tiny_library.load().abstracts["mast2022flood"] == "We type old tables."


def test_a_title_goes_before_another_records_later_title(tiny_library: TinyLibrary) -> None:
    tiny_library.write(
        "papers/quill2021counting.md",
        LAMPS.replace("tldr: ", "later_title: A flood of tables, reading tides\ntldr: "),
    )
    imported(tiny_library, "A Flood of Tables: Reading Tides\nWe type old tables.\n")
    assert list(tiny_library.load().abstracts) == ["mast2022flood"]


def test_a_title_without_a_record_gets_a_draft_with_suggestions(tiny_library: TinyLibrary) -> None:
    imported(tiny_library, LISTING)
    assert (tiny_library.content / "papers" / "new.md").read_text(encoding="utf-8") == (
        f"---\ntitle: {NIGHT}\ntheme: lamps\ntags:\n- night\n- counting\n- harbour\n"
        "suggested:\n- theme\n- tags\n---\n"
    )


def test_a_draft_has_its_abstract(tiny_library: TinyLibrary) -> None:
    imported(tiny_library, LISTING)
    abstract = tiny_library.content / "abstracts" / "new.txt"
    assert abstract.read_text(encoding="utf-8") == "We build it at the port and keep a tally.\n"


def test_an_abstract_that_is_too_large_to_be_read_again_is_named_and_left_out(
    tiny_library: TinyLibrary,
) -> None:
    made = imported(tiny_library, f"Reading Tides\n{'We type. ' * 120_000}\n{NIGHT}\nWe count.\n")
    (omission,) = made.omissions
    assert str(omission.finding).startswith("listing.txt:1: abstract: the abstract has 1,080,000")
    assert list(tiny_library.load().abstracts.values()) == ["We count."]


def test_a_draft_about_nothing_known_has_neither_theme_nor_tags(tiny_library: TinyLibrary) -> None:
    imported(tiny_library, "Baking Bread\nWe bake.\n")
    paper = tiny_library.load().papers["baking"]
    assert (paper.theme, paper.tags, paper.suggested) == ("", (), ("theme", "tags"))


def test_drafts_need_no_vocabulary(empty_library: TinyLibrary) -> None:
    (empty_library.content / "themes.yml").unlink()
    (empty_library.content / "tags.yml").unlink()
    imported(empty_library, LISTING)
    assert len(empty_library.load().papers) == 3


def test_papers_with_one_telling_word_get_different_ids(empty_library: TinyLibrary) -> None:
    imported(empty_library, "The Lamp: I\nOne.\nThe Lamp: II\nTwo.\n")
    assert list(empty_library.load().papers) == ["lamp", "lampa"]


def test_a_new_id_is_none_that_a_renamed_record_had(tiny_library: TinyLibrary) -> None:
    tiny_library.write(
        "papers/quill2021counting.md", LAMPS.replace("tldr:", "redirect_from: [new]\ntldr:")
    )
    assert planned(tiny_library, LISTING).drafted == ["newa"]


def test_records_that_exist_stay_as_they_are(tiny_library: TinyLibrary) -> None:
    before = tiny_library.snapshot()
    imported(tiny_library, LISTING)
    after = tiny_library.snapshot()
    assert {name: after[name] for name in before} == before


def test_a_second_import_plans_nothing(tiny_library: TinyLibrary) -> None:
    imported(tiny_library, LISTING)
    again = planned(tiny_library, LISTING)
    assert (again.entries, again.made, len(again.matches), again.files) == (3, 0, 3, {})


def test_a_second_import_changes_no_file(tiny_library: TinyLibrary) -> None:
    imported(tiny_library, LISTING)
    before = tiny_library.snapshot()
    imported(tiny_library, LISTING)
    assert tiny_library.snapshot() == before


def test_a_newer_abstract_replaces_an_older_one_and_is_named(tiny_library: TinyLibrary) -> None:
    tiny_library.write("abstracts/mast2022flood.txt", "An older wording.\n")
    assert imported(tiny_library, LISTING).replaced == ["mast2022flood"]
    assert tiny_library.load().abstracts["mast2022flood"] == "We type old tables."


def test_the_same_abstract_is_no_change(tiny_library: TinyLibrary) -> None:
    tiny_library.write("abstracts/mast2022flood.txt", "We type old tables.\r\n")
    made = planned(tiny_library, LISTING)
    assert "mast2022flood" not in made.attached + made.replaced


def test_papers_may_share_an_abstract(empty_library: TinyLibrary) -> None:
    imported(empty_library, "Lamps I\nWe look.\nTides II\nWe look.\n")
    assert list(empty_library.load().abstracts.values()) == ["We look.", "We look."]


def test_curated_records_are_added_whole(tiny_library: TinyLibrary) -> None:
    imported(tiny_library, record())
    assert tiny_library.load().papers["keel2023new"].finding == "It is bright."


def test_a_record_that_says_something_else_is_kept_and_named(tiny_library: TinyLibrary) -> None:
    imported(tiny_library, record())
    made = planned(tiny_library, record(tldr="It glows."))
    assert (made.kept, made.files) == (["keel2023new"], {})


def test_the_same_record_again_is_no_change(tiny_library: TinyLibrary) -> None:
    imported(tiny_library, record())
    again = planned(tiny_library, record())
    assert (again.entries, len(again.matches), again.kept, again.files) == (1, 1, [], {})


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        pytest.param(
            "Reading Tides\nOne.\nA Flood of Tables: Reading Tides\nAnother.\n",
            3,
            "line 1 has another abstract for the same record mast2022flood",
            id="two abstracts for one record",
        ),
        pytest.param(
            f"\n{record(tags=['nigth'])}",
            2,
            "unknown tag 'nigth'. Did you mean 'night'",
            id="unknown tag",
        ),
        pytest.param(
            record(theme="bread"),
            1,
            "unknown theme 'bread'. Add it to content/themes.yml",
            id="unknown theme",
        ),
        pytest.param(
            record(arxiv="2103.00001"),
            1,
            "the record quill2021counting has the same arXiv id",
            id="arXiv id of a record",
        ),
        pytest.param(
            f"{record(arxiv='2301.00001')}\n"
            f"{record(title='Other', arxiv='2301.00001', authors=['Eva Sail'])}",
            2,
            "listing.txt:1 has the same arXiv id",
            id="arXiv id of an earlier line",
        ),
    ],
)
def test_what_would_break_the_library_is_left_out_and_named(
    tiny_library: TinyLibrary, text: str, line: int, said: str
) -> None:
    made = planned(tiny_library, text)
    (omission,) = made.omissions
    assert (omission.finding.file, omission.finding.line) == (NAME, line)
    assert said in omission.finding.text
    assert made.entries == made.made + len(made.matches) + made.left_out


def bib(key: str, **fields: str) -> str:
    """An article by Ada Quill in BibTeX, with these fields."""
    values = {"title": "Editorial", "author": "Quill, Ada"} | fields
    return "\n@article{%s, %s}" % (  # noqa: UP031
        key,
        ", ".join(f"{name} = {{{value}}}" for name, value in values.items() if value),
    )


def test_an_id_has_the_family_name_in_the_parts_that_its_source_gives(
    tiny_library: TinyLibrary,
) -> None:
    entries = bib("a", author="{Harbour Office of Tyne}", year="2021") + bib(
        "b", author="Oar Reed, Ben", title="Nets", year="1850~"
    )
    made = planned(tiny_library, entries)
    assert made.drafted == ["harbourofficeoftyne2021editorial", "oarreed1850nets"]


TWINS = [
    pytest.param(bib("a") + bib("b", author="Keel, Dan"), 2, id="other people"),
    pytest.param(
        bib("a", journal="Tides", year="2001") + bib("b", journal="Tides", year="2005"),
        2,
        id="one column in two years",
    ),
    pytest.param(
        bib("a", author="", year="2001") + bib("b", author="", year="2005"),
        2,
        id="nobody, in two years",
    ),
    pytest.param(
        bib("a", year="2021", eprint="2103.00001") + bib("b", year="2022", journal="Tides"),
        1,
        id="preprint and publication",
    ),
    pytest.param(
        bib("a", doi="10.1234/x") + bib("b", title="A Lamp", doi="10.1234/X"), 1, id="DOI"
    ),
    pytest.param(
        bib("a", doi="10.1234/x") + bib("b", title="A Lamp", author="Keel, Dan", doi="10.1234/x"),
        2,
        id="chapters with the DOI of their book",
    ),
    pytest.param(bib("a") + bib("b", author="Quill, A."), 1, id="the same twice"),
]


@pytest.mark.parametrize(("text", "records"), TWINS)
def test_entries_of_one_paper_make_one_record_and_namesakes_two(
    empty_library: TinyLibrary, text: str, records: int
) -> None:
    made = imported(empty_library, text)
    assert (made.entries, made.made, len(made.matches)) == (2, records, 2 - records)
    assert len(empty_library.load().papers) == records
    assert imported(empty_library, text).made == 0


def test_a_preprint_and_its_publication_share_their_facts(empty_library: TinyLibrary) -> None:
    preprint = bib("p", year="2021", eprint="2103.00001", abstract="We edit.")
    made = imported(empty_library, preprint + bib("q", year="2022", journal="Tides", volume="3"))
    (paper,) = empty_library.load().papers.values()
    assert (paper.date, paper.venue, paper.volume) == ("2022", "Tides 2022", "3")
    assert (paper.arxiv, made.matches) == ("2103.00001", [(3, "q", "quill2022editorial", 2)])
    assert empty_library.load().abstracts == {"quill2022editorial": "We edit."}


def test_keywords_are_tags_by_label_or_alias_and_others_are_candidates(
    tiny_library: TinyLibrary,
) -> None:
    text = bib("a", title="Nets", keywords="Port, gulls") + bib("b", keywords="gulls; rope")
    made = imported(tiny_library, text)
    assert tiny_library.load().papers[made.drafted[0]].tags == ("harbour",)
    assert made.candidates == {"gulls": 2, "rope": 1}


def test_a_faulty_entry_costs_itself_and_a_faulty_value_costs_the_value(
    empty_library: TinyLibrary,
) -> None:
    text = bib("a", title="") + bib("b", doi="lamps", year="2021") + bib("c", title="Fog")
    made = imported(empty_library, text)
    assert [(one.key, one.is_entry, one.finding.field) for one in made.omissions] == [
        ("a", True, "title"),
        ("b", False, "doi"),
    ]
    assert (made.entries, made.made, made.left_out) == (3, 2, 1)
    assert empty_library.load().papers["quill2021editorial"].doi == ""


def test_what_was_written_before_the_disk_was_full_is_undone(
    tiny_library: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, made = tiny_library.snapshot(), planned(tiny_library, LISTING)
    act, left = Path.open, [3]

    def fill_the_disk(self: Path, mode: str = "r", *args: Any, **named: Any) -> Any:
        left[0] -= mode == "wb"
        if mode == "wb" and left[0] == 0:
            raise OSError(28, "No space left on device")
        return act(self, mode, *args, **named)

    monkeypatch.setattr(Path, "open", fill_the_disk)
    with pytest.raises(OSError, match="No space"):
        carry_out(made, tiny_library.content)
    monkeypatch.undo()
    assert tiny_library.snapshot() == before


def test_a_record_made_meanwhile_is_not_overwritten(tiny_library: TinyLibrary) -> None:
    made = planned(tiny_library, LISTING)
    tiny_library.write("papers/new.md", "by hand\n")
    before = tiny_library.snapshot()
    with pytest.raises(ChangedMeanwhileError):
        carry_out(made, tiny_library.content)
    assert tiny_library.snapshot() == before


def test_suggestions_weigh_the_title_more_than_the_abstract(tiny_library: TinyLibrary) -> None:
    library = tiny_library.load()
    suggest = Suggester(library.themes, library.tags).suggest
    assert suggest("The Flood", "A lamp, another lamp and a third lamp.")[0] == "tides"


def test_suggestions_match_whole_words_only(tiny_library: TinyLibrary) -> None:
    library = tiny_library.load()
    suggest = Suggester(library.themes, library.tags).suggest
    assert suggest("Clamps Reported Nightly", "Airports and untidy lampshades.") == ("", ())


def test_suggestions_see_past_case_and_hyphens(tiny_library: TinyLibrary) -> None:
    tiny_library.write(
        "tags.yml", "low-water: {label: x, description: x, aliases: [LOW-water, spring tide]}\n"
    )
    for path in (tiny_library.content / "papers").iterdir():
        path.unlink()
    library = tiny_library.load()
    suggest = Suggester(library.themes, library.tags).suggest
    assert suggest("Low Water", "")[1] == suggest("At Spring-Tide", "")[1] == ("low-water",)


def test_a_tag_speaks_for_the_theme_that_names_it(tiny_library: TinyLibrary) -> None:
    tiny_library.write(
        "themes.yml",
        "lamps: {label: Lamps, description: Lights of a port}\n"
        "tides: {label: Tides, description: Water}\n",
    )
    library = tiny_library.load()
    assert Suggester(library.themes, library.tags).suggest("A Harbour", "Tides.")[0] == "lamps"


def test_at_most_seven_tags_are_suggested(empty_library: TinyLibrary) -> None:
    words = [f"word{number}" for number in range(9)]
    empty_library.write(
        "tags.yml", "".join(f"{word}: {{label: {word}, description: x}}\n" for word in words)
    )
    library = empty_library.load()
    _, tags = Suggester(library.themes, library.tags).suggest(" ".join(reversed(words)), "")
    assert tags == tuple(words[:MOST_TAGS])


def test_a_new_record_says_when_it_was_added_and_an_older_one_keeps_its_day(
    tiny_library: TinyLibrary,
) -> None:
    text = record(title="Lamps of another coast")
    (new,) = imported(tiny_library, text, added="2026-03-01").added
    again = imported(tiny_library, text, added="2026-04-01")
    assert tiny_library.load().papers[new].added == "2026-03-01"
    assert not again.kept


def curated_vocabulary(library: TinyLibrary) -> None:
    for name in ("themes.yml", "tags.yml"):
        library.write(name, (SAMPLE / "content" / name).read_bytes())


def real(name: str) -> str:
    return utf8_text(collection_file(name).read_bytes(), Path(name))


def test_the_curated_records_import_to_exactly_the_records_that_curators_keep(
    empty_library: TinyLibrary,
) -> None:
    curated_vocabulary(empty_library)
    imported(empty_library, real("papers.jsonl"), added="2026-11-24")
    made = empty_library.content / "papers"
    for path in (SAMPLE / "content" / "papers").iterdir():
        assert (made / path.name).read_bytes() == path.read_bytes()


def test_the_real_listing_attaches_abstracts_to_papers_that_are_there() -> None:
    text = real("listing.txt")
    library = replace(load(SAMPLE / "content"), abstracts={})
    made = plan(recognised(text, NAME).read(text, NAME), library, SAMPLE / "content", NAME)
    there = len(library.papers)
    assert (len(made.attached), len(made.drafted)) == (209, 209 - there)


def test_the_real_listing_alone_makes_a_library_of_209_drafts(empty_library: TinyLibrary) -> None:
    curated_vocabulary(empty_library)
    imported(empty_library, real("listing.txt"))
    library = empty_library.load()
    assert len(library.papers) == len(library.abstracts) == 209
    assert all(paper.is_draft for paper in library.papers.values())


def test_the_real_listing_a_second_time_changes_nothing(empty_library: TinyLibrary) -> None:
    curated_vocabulary(empty_library)
    imported(empty_library, real("listing.txt"))
    again = planned(empty_library, real("listing.txt"))
    assert (again.entries, len(again.matches), again.files) == (209, 209, {})


def test_suggested_themes_agree_with_the_curators_for_most_real_papers() -> None:
    records = [json.loads(line) for line in real("papers.jsonl").splitlines()]
    library = load(SAMPLE / "content")
    suggester = Suggester(library.themes, library.tags)
    text = real("listing.txt")
    right = sum(
        suggester.suggest(entry.title, entry.abstract)[0]
        in (curated["theme"], *curated.get("also", ()))
        for entry, curated in zip(
            recognised(text, NAME).read(text, NAME).whole(), records, strict=True
        )
    )
    assert right >= 0.9 * len(records)


def test_suggested_tags_are_two_thirds_right_and_two_thirds_complete_for_real_papers() -> None:
    records = [json.loads(line) for line in real("papers.jsonl").splitlines()]
    library = load(SAMPLE / "content")
    suggester = Suggester(library.themes, library.tags)
    text = real("listing.txt")
    suggested = [
        set(suggester.suggest(entry.title, entry.abstract)[1])
        for entry in recognised(text, NAME).read(text, NAME).whole()
    ]
    curated = [set(record["tags"]) for record in records]
    shared = sum(len(ours & theirs) for ours, theirs in zip(suggested, curated, strict=True))
    assert shared >= 2 / 3 * sum(map(len, suggested))
    assert shared >= 2 / 3 * sum(map(len, curated))


def bibtex(fields: str, key: str = "a") -> str:
    start = f"@article{{{key}, title = {{Lamp Families}}, journal = {{Tides}}, year = 2010, "
    return f"{start}author = {{Quill, Ada}}, {fields}}}\n"


def test_volumes_of_one_title_by_one_author_are_records_of_their_own(
    empty_library: TinyLibrary,
) -> None:
    made = imported(empty_library, bibtex("volume = 1") + bibtex("volume = 2", "b"))
    assert (made.made, len(made.matches)) == (2, 0)


def test_a_corrected_entry_of_the_same_key_is_still_the_same_paper(
    empty_library: TinyLibrary,
) -> None:
    imported(empty_library, bibtex("volume = 1"))
    again = planned(empty_library, bibtex("volume = 2"))
    assert (again.made, len(again.matches)) == (0, 1)


def test_the_longer_list_of_authors_that_starts_alike_is_kept(empty_library: TinyLibrary) -> None:
    longer = bibtex("volume = 1", "b").replace("{Quill, Ada}", "{Quill, A. and Oar, Ben}")
    imported(empty_library, bibtex("volume = 1") + longer)
    (paper,) = empty_library.load().papers.values()
    assert [author.name for author in paper.authors] == ["A. Quill", "Ben Oar"]


def with_keywords(number: int, keywords: str) -> str:
    return f"@misc{{k{number}, title = {{Rope {number}}}, keywords = {{{keywords}}}}}\n"


KEYWORDS = "".join(map(with_keywords, range(4), ["Fog, mist", "fog", "FOG; Rain", "fog, rain"]))


def test_keywords_without_a_tag_are_counted_however_spelt(empty_library: TinyLibrary) -> None:
    made = planned(empty_library, KEYWORDS)
    assert made.candidates == {"fog": 4, "Rain": 2, "mist": 1}
    assert made.new_tags == {}


def test_frequent_keywords_become_tags_when_asked_for(empty_library: TinyLibrary) -> None:
    empty_library.write("tags.yml", "# Ours\nnight: {label: Night, description: When it is dark}")
    name = Path("refs.bib")
    reading = recognised(KEYWORDS, name).read(KEYWORDS, name)
    content, choices = empty_library.content, Choices(new_tags=2)
    made = plan(reading, empty_library.load(), content, name, choices)
    carry_out(made, empty_library.content)
    library = empty_library.load()
    assert made.candidates == {"mist": 1}
    assert [(tag.id, tag.label) for tag in library.tags.values()] == [
        ("night", "Night"), ("fog", "Fog"), ("rain", "Rain"),
    ]  # fmt: skip
    assert library.tags["fog"].description == "Papers with the keyword “fog”."
    assert [paper.tags for paper in library.papers.values()].count(("fog", "rain")) == 2
    assert (empty_library.content / "tags.yml").read_text().startswith("# Ours\nnight: {")


def test_a_vocabulary_to_which_nothing_can_be_added_is_left_as_it_is(
    empty_library: TinyLibrary,
) -> None:
    empty_library.write("tags.yml", "{night: {label: Night, description: When it is dark}}\n")
    name = Path("refs.bib")
    reading = recognised(KEYWORDS, name).read(KEYWORDS, name)
    before = empty_library.snapshot()
    content, choices = empty_library.content, Choices(new_tags=2)
    with pytest.raises(InvalidLibraryError, match=r"tags\.yml"):
        plan(reading, empty_library.load(), content, name, choices)
    assert empty_library.snapshot() == before


def test_a_venue_is_called_as_the_library_or_else_everyone_calls_it(
    empty_library: TinyLibrary,
) -> None:
    empty_library.write(
        "venues.yml", "days:\n  label: Days\n  name: International Conference on Days\n"
    )
    own = "Proceedings of the 4th International Conference on Days (ICD 2020)"
    known = "Proceedings of the 37th International Conference on Machine Learning"
    text = "".join(
        f"@inproceedings{{{key}, title = {{{key}}}, author = {{Quill, Ada}}, year = 2021,\n"
        f"  booktitle = {{{title}}}}}\n"
        for key, title in (("Boats", own), ("Nets", known))
    )
    imported(empty_library, text)
    library = empty_library.load()
    papers = [library.papers[name] for name in ("quill2021boats", "quill2021nets")]
    assert [(paper.venue, paper.container) for paper in papers] == [
        ("Days 2020", own),
        ("ICML 2021", known),
    ]
    cited = [library.reference(paper) for paper in papers]
    assert [(one.year, one.container, one.short_container) for one in cited] == [
        ("2021", own, "Days"),
        ("2021", known, "ICML"),
    ]
    again = imported(empty_library, text)
    assert (again.made, again.files) == (0, {})


def test_works_without_authors_are_matched_by_the_venue_as_the_record_has_it(
    empty_library: TinyLibrary,
) -> None:
    book = "37th Int. Conf. Mach. Learn."
    text = f"@inproceedings{{a, title = {{Lamps}}, year = 2021, booktitle = {{{book}}}}}"
    imported(empty_library, text)
    assert imported(empty_library, text).made == 0
    assert [paper.venue for paper in empty_library.load().papers.values()] == ["ICML 2021"]
