"""The list of well-known venues is sound, and every series of it can be found."""

from __future__ import annotations

from collections import Counter

from pressmark.library.venues import well_known
from pressmark.library.venues.finder import SeriesFinder
from pressmark.library.venues.series_index import name_key, names_of

SERIES = [row.series() for row in well_known.rows()]


def test_every_line_has_four_columns_and_a_kind() -> None:
    lines = well_known.LIST.read_text(encoding="utf-8").splitlines()
    assert lines[0].split("\t") == ["kind", "label", "name", "aliases"]
    assert {line.count("\t") for line in lines} == {3}
    assert {row.kind for row in well_known.rows()} == {*well_known.KINDS}
    names = [name for row in well_known.rows() for name in (row.label, *row.aliases)]
    assert all(name and name == " ".join(name.split()) for name in names)


def test_lines_are_in_order_and_each_kind_has_many() -> None:
    order = [(well_known.KINDS.index(row.kind), row.label.casefold()) for row in well_known.rows()]
    assert order == sorted(order)
    counts = Counter(row.kind for row in well_known.rows())
    assert counts["conference"] >= 250
    assert counts["journal"] >= 250


def test_no_two_series_share_an_id_a_name_or_an_alias() -> None:
    assert len({series.id for series in SERIES}) == len(SERIES)
    owners: dict[str, set[str]] = {}
    for series in SERIES:
        for name in names_of(series):
            owners.setdefault(name_key(name), set()).add(series.label)
    assert [labels for labels in owners.values() if len(labels) > 1] == []


def test_every_name_finds_its_series_and_its_label_is_read_back() -> None:
    finder = SeriesFinder(())
    for series in SERIES:
        for name in names_of(series):
            assert finder.find(name) == series, name
            assert finder.called(name) == series, name
