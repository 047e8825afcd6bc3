"""A reader takes as long for each entry, field or word of a file, however many there are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pressmark.library.readers.bibtex_file import blocks
from pressmark.library.readers.formats import FORMATS
from tests.effort import drawn, examples
from tests.growth import MOST_GROWTH, growth

if TYPE_CHECKING:
    from collections.abc import Callable


def each(text: str, count: int, between: str = "") -> str:
    """A text so many times; `#` is the number of each, and `+` the next one."""
    return between.join([text.replace("#", str(n)).replace("+", str(n + 1)) for n in range(count)])


def entry(field: str, item: str, between: str) -> Callable[[int], str]:
    """An entry of BibTeX with so many items in a field."""
    return lambda count: f"@misc{{k, title={{T}}, {field}={{{each(item, count, between)}}}}}\n"


def reference(line: str, head: str = "TY  - JOUR\nTI  - T\n") -> Callable[[int], str]:
    """A reference with so many lines."""
    return lambda count: f"{head}{each(line, count)}"


def item(key: str, value: str, ends: str = "[]") -> Callable[[int], str]:
    """An item of CSL-JSON with so many values."""
    return lambda n: f'[{{"title":"T","{key}":{ends[0]}{each(value, n, ",")}{ends[-1]}}}]'


ITEM, NESTED = '{"id":"a","title":"T#"}', '{"title":"T","x":{"items": []}}'
TWICE = ',"k#":1,"k#":2'
LARGE: dict[str, tuple[str, Callable[[int], str]]] = {
    "a line of parents": ("bibtex", lambda n: each("@misc{k#, title={T}, crossref={k+}}\n", n)),
    "parents in many ways": ("bibtex", lambda n: each("@misc{k#,title={T},xdata={k+,k+0}}\n", n)),
    "one parent": (
        "bibtex",
        lambda n: "@book{b, title={B}}\n" + each("@inbook{k#, title={T}, crossref={b}}\n", n),
    ),
    "missing parents": ("bibtex", entry("xdata", "m#", ",")),
    "macros": (
        "bibtex",
        lambda n: each("@string{m# = {P}}\n", n) + each("@misc{k#,title={T#},note=m#}\n", n),
    ),
    "joined texts": ("bibtex", lambda n: each('@misc(k#, title="T" # "U")\n', n)),
    "entries on one line": ("bibtex", lambda n: each("@misc{k#, title={T#}} ", n)),
    "entries without commas": ("bibtex", lambda n: each("@misc{k# title={T# ", n)),
    "broken entries": ("bibtex", lambda n: each("@misc{k#, title=T# x}\n", n)),
    "entries that never end": ("bibtex", lambda n: each("@misc{k#, title={T#},\n", n)),
    "entries of one key": ("bibtex", lambda n: each("@misc{k, title={T#}}\n", n)),
    "remarks that never end": ("bibtex", lambda n: each("@comment{\n", n) + "@misc{k, title={T}}"),
    "authors": ("bibtex", entry("author", "Quill#, Ada", " and ")),
    "authors with accents": ("bibtex", entry("author", "{\\'E}mil Oar#", " and ")),
    "groups": ("bibtex", entry("author", "{Group {of} #}", " and ")),
    "an author of many words": ("bibtex", entry("author", "a{b}c", " ")),
    "formulas": ("bibtex", entry("abstract", "$x_{#}$", " ")),
    "commands": ("bibtex", entry("abstract", "\\emph{a} {\\'e} \\% ``q'' \\cite{b}", " ")),
    "keywords": ("bibtex", entry("keywords", "w#", ",")),
    "addresses": ("bibtex", entry("url", "https://x.org/#", " ")),
    "DOIs": ("bibtex", entry("doi", "10.1234/#", " ")),
    "fields": ("bibtex", lambda n: "@misc{k, title={T}" + each(", f#={x}", n) + "}\n"),
    "a container in capitals": ("bibtex", entry("booktitle", "PROC OF THE ", "")),
    "containers": ("bibtex", lambda n: each("@inproceedings{k#,title={T},booktitle={#th W}}\n", n)),
    "lines of an abstract": ("ris", reference("words\n", "TY  - JOUR\nTI  - T\nAB  - a\n")),
    "authors in RIS": ("ris", reference("AU  - Quill#, Ada\n")),
    "keywords in RIS": ("ris", reference("w#\n", "TY  - JOUR\nTI  - T\nKW  - a\n")),
    "references": ("ris", lambda n: each("TY  - JOUR\nTI  - T#\nER  - \n", n)),
    "PubMed records": ("nbib", lambda n: each("PMID- #\nTI  - T#\n\n", n)),
    "lines in PubMed": ("nbib", reference("      more\n", "PMID- 1\nTI  - T\nAB  - a\n")),
    "EndNote references": ("enw", lambda n: each("%0 Journal Article\n%T T#\n\n", n)),
    "rows": ("csv", lambda n: "Title,Year\n" + each("T#,2021\n", n)),
    "columns": ("csv", lambda n: f"Title,{each('c#', n, ',')}\nT,{each('x', n, ',')}\n"),
    "open quotes": ("csv", lambda n: "Title,Year\n" + each('"x\n', n)),
    "items": ("csl-json", lambda n: f"[{each(ITEM, n, ',')}]"),
    "authors of an item": ("csl-json", item("author", '{"family":"Q#","given":"A"}')),
    "keywords of an item": ("csl-json", item("keyword", "w#", '""')),
    "lines of a note": ("csl-json", item("note", "volume: #\\n", '""')),
    "keys of an item": ("csl-json", item("x", '1,"k#":1', "  ")),
    "lists in items": ("csl-json", lambda n: f'{{"items":[{each(NESTED, n, ",")}]}}'),
    "tags of HTML": ("csl-json", item("abstract", "<i>a</i> &amp; <mml:math>", '""')),
    "keys given twice": ("records", lambda n: f'{{"title":"T"{each(TWICE, n)}}}'),
    "records": ("records", lambda n: each('{"title":"T#","suggested":["tags"]}\n', n)),
    "titles": ("listing", lambda n: each("Title #\n", n)),
    "one title": ("listing", lambda n: each("Title\nWe count lamps #\n", n)),
    "identifiers": ("identifiers", lambda n: each("arXiv:2103.00001\n", n)),
    "what is none": ("identifiers", lambda n: "10.1234/x\n" * 2 + each("what is # it\n", n)),
}


@pytest.mark.parametrize("name", drawn(LARGE, 12))
def test_a_reader_takes_as_long_for_each_of_many_as_of_few(name: str) -> None:
    form, text_of = LARGE[name]

    def work(count: int) -> Callable[[], object]:
        text = text_of(count)
        return lambda: FORMATS[form].read(text, Path("refs"))

    assert growth(work, 500, examples(4_000, 16_000)) <= MOST_GROWTH


def test_macros_that_double_each_other_are_a_fault_and_no_flood() -> None:
    doubled = each("@string{m+ = m# ~ m#}\n", 60).replace("~", "#")
    text = f"@string{{m0={{0123456789}}}}\n{doubled}@misc{{k, title={{T}}, note=m60}}\n"
    read = [*blocks(text)]

    assert "macros stand for over 20,000 letters" in {block.fault for block in read}
    assert all(len(text) <= 20_000 for block in read for text in block.fields.values())


def test_an_entry_takes_over_from_a_long_line_of_parents() -> None:
    chain = each("@misc{k#, title={T#}, xdata={k+}}\n", 3_000)
    reading = FORMATS["bibtex"].read(
        chain + "@misc{k3000, title={T}, publisher={Sea Press}}\n", Path()
    )

    assert {entry.paper.publisher for entry in reading.entries if entry.paper} == {"Sea Press"}
    assert len(reading.entries) == 3_001
