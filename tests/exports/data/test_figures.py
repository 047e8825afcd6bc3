"""The files beside a table of key figures say what the table says."""

from __future__ import annotations

import csv
import io

import pytest

from pressmark.site import limits
from tests.hostile import SITE, hostile_papers, library, paper
from tests.markdown_readers import READERS, bare, outline
from tests.published import published

FIGURES = [
    {"what": "=lamps | counted", "value": "40", "where": "Table 2", "source": "https://a.example/"},
    {"what": "oil;=1+1", "value": "1.2M"},
]


def rows(text: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.decode(), newline=""), strict=True))


def test_each_figure_is_a_row_of_csv_with_its_paper_and_its_address() -> None:
    files = published(library([paper(1, figures=FIGURES), paper(2, figures=None, theme="tides")]))
    table = files["evidence/lamps/figures.csv"]
    assert rows(table) == rows(files["data/figures.csv"])
    first, second = rows(table)
    assert first["page"] == f"{SITE.url}papers/paper1/"
    assert first["figure"] == f"{SITE.url}evidence/lamps/#paper1--lamps-counted"
    reported = [first[name] for name in ("date", "what", "value", "where", "source")]
    assert reported == ["2024-02", "'=lamps | counted", "40", "Table 2", "https://a.example/"]
    assert second["what"] == "oil;'=1+1"
    assert (second["where"], second["source"]) == ("", "")


def test_a_figure_of_a_further_part_has_the_address_of_that_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "PART", 1)
    papers = [paper(n, figures=[{"what": "lamps", "value": "1"}]) for n in range(2)]
    files = published(library(papers))
    addresses = {row["figure"] for row in rows(files["data/figures.csv"])}
    assert len(addresses) == 2
    assert f"{SITE.url}evidence/lamps/1/#" in " ".join(addresses)


def test_a_library_without_figures_has_no_files_of_them() -> None:
    files = published(library([paper(1, figures=None)]))
    assert [path for path in files if "figures" in path] == []


@pytest.mark.parametrize("program", READERS)
def test_hostile_figures_show_themselves_in_markdown_and_do_nothing(program: str) -> None:
    papers = hostile_papers()
    shown = outline(
        READERS[program](published(library(papers))["evidence/lamps/index.md"].decode())
    )
    assert {link.partition(":")[0] for link in shown.links} <= {"http", "https", "mailto"}
    assert shown.elements <= {*"h1 blockquote ul li p a table thead tbody tr th td".split()}
    for one in papers:
        for figure in one.figures:
            texts = [figure.what, figure.value, figure.where]
            assert [text for text in texts if bare(text) not in shown.text] == []
            assert f"{SITE.url}papers/{one.id}/index.md" in shown.links
