"""Each change of a record is of one sort, and what may show it is said for all pages and files."""

from __future__ import annotations

from collections import Counter

from pressmark.exports.page_files import PAGE_FILES
from pressmark.exports.site_files import SITE_FILES, touched_by
from pressmark.library.paper import CROSSWALK
from pressmark.site.touched import FILES, Touched, fields_by_change


def test_each_field_of_a_record_belongs_to_one_sort_of_changes() -> None:
    counts = Counter(name for names in fields_by_change().values() for name in names)
    assert counts == Counter(dict.fromkeys(CROSSWALK, 1))


def test_a_change_of_a_record_is_seen_by_what_says_nothing_of_what_it_shows() -> None:
    for sort in fields_by_change():
        assert sort in Touched.RECORDS
        assert sort & touched_by("data/some-other.json")


def test_files_that_are_many_are_touched_alike() -> None:
    for path in SITE_FILES:
        if path.startswith("data/browse/rows-"):
            assert touched_by(path) is touched_by("data/browse/rows-0.json")
    assert touched_by("data/map/names-12.json") is touched_by("data/map/names-0.json")
    assert touched_by("sitemap-2.xml") is touched_by("sitemap.xml") is not Touched.ANY


def test_only_files_that_are_beside_pages_are_told_apart() -> None:
    assert {*FILES} <= {*PAGE_FILES}
