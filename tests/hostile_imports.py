"""Texts that readers must survive: pieces of every format, broken, repeated and mixed up."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from pressmark.base.findings import InvalidLibraryError
from pressmark.library.readers.formats import FORMATS

if TYPE_CHECKING:
    from pressmark.library.readers.entry import Reading

NAME = Path("refs")
# So much of a text takes no reader longer than so many seconds of a processor.
LARGE, MOST_SECONDS = 100_000, 5.0

_WORDS = (
    *("Fog", " and ", ", ", "; ", "others", "{", "}", "(", ")", '"', "'", "\\", "$", "%", "#", "~"),
    *(
        "^",
        "_",
        "&",
        "<",
        ">",
        "=",
        "@",
        "\n",
        " ",
        "\t",
        "\r",
        "\x00",
        "\u2028",
        "é",
        "山",
        "2021",
    ),
    *("2021-02-30", "/", "..", "?", "10.1234/x", "https://x.org/a", "arXiv:2103.00001", "http://"),
    *("www.", "-", "--", "1", "\ud800"),
)
_PIECES = {
    "bibtex": ("@article{", "@misc(", "@string{", "@comment{", "@preamble{", "@xdata{", "key,",
               "title = {", "author = {", "editor = ", "year = ", "month = jan # ", "date = {",
               "crossref = {", "xdata = {key}", "url = {", "doi = {", "pages = {1--2}", "eprint =",
               "keywords = {a,b;c}", "\\'e", "\\textsuperscript{", "\\emph{", "$^{2}$", "\\cite{",
               "\\href{", "\\begin{x}", "\\frac", "{\\\"o}", "given=", "family=", "},\n", "}\n",
               "@article{a, title={A}, author={B, C}}\n",
               "\n@a{b,c={$^{", "\n@a(b,c={"),
    "ris": ("TY  - JOUR\n", "ER  - \n", "AU  - ", "TI  - ", "PY  - ", "SP  - ", "EP  - ", "KW  - ",
            "SN  - ", "UR  - ", "DO  - ", "TY  -", "XX  - ", "T1  - A\n", "N1  - ", "AN  - arXiv:"),
    "nbib": ("PMID- 1\n", "TI  - ", "FAU - ", "LID - ", "DP  - ", "      ", "PT  - ", "MH  - "),
    "enw": ("%0 Journal Article\n", "%A ", "%T ", "%D ", "%P ", "%@ ", "%U ", "%K ", "%8 "),
    "csv": ("Title,Year,Authors\n", "Title\tDOI\n", "sep=;\n", "Title;Date\n", '"', '""', ",", ";",
            '"A, B; C, D"', "A, B., C, D.\n", "A B and C D\n", "Ropes,2021\n", '"x\ny",2\n'),
    "csl-json": ('[{"title":"A"},', '{"title":', '"author":[{"family":"A","given":"B"}],', "[", "]",
                 '"issued":{"date-parts":[[2021,2,', "null", "1e999", "true", '"id":1,', "},", '"',
                 '{"items":[', '{"message":{', '"literal":"n.d."', "<i>", "</i>", "<mml:math>",
                 "<sub>2</sub>", "&amp;", "&#x", '"page":["', "\\u0000", "\\ud800", '"DOI":"'),
    "records": ('{"title":"A","suggested":["tags"]}\n', '{"title":', '"authors":["A"],', "[", "{",
                '"links":{"a":"https://x.org"},', '"figures":[', "}\n", '"date":"2021",', "1e999",
                '"abstract":"A",', '"title":"A","title":"B"'),
    "listing": ("Subscribe", "Get trending papers in your email inbox\n", "We count ships. ", "\n",
                "A Title\n", "\ufffd", "MÃ¼nster", "Counting Ships\nWe count.\n"),
    "identifiers": ("arXiv:2103.00001\n", "10.1234/x\n", "https://x.org/a\n", "- ", "1. ", "# x\n",
                    "doi:", "hep-th/9901001v2\n", "https://doi.org/10.1234/a%2\n"),
}  # fmt: skip


def texts(name: str) -> st.SearchStrategy[str]:
    """Texts of a format's pieces, in any order."""
    piece = st.sampled_from([*_PIECES[name], *_WORDS]) | st.text(max_size=8)
    return st.lists(piece, max_size=60).map("".join)


def large_texts(name: str) -> st.SearchStrategy[str]:
    """Texts of the greatest length, made of few pieces: what takes time for each of them that
    others follow takes too long here."""
    piece = st.sampled_from([*_PIECES[name], *_WORDS])
    few = st.lists(piece, min_size=1, max_size=4).map("".join)
    return st.builds(
        lambda start, again, end: f"{start}{again * (LARGE // len(again))}{end}",
        st.sampled_from(["", *_PIECES[name]]),
        few,
        st.sampled_from(["", *_PIECES[name]]),
    )


def read(name: str, text: str) -> Reading | None:
    """What a reader makes of a text; None where it is refused as a whole."""
    try:
        reading = FORMATS[name].read(text, NAME)
    except InvalidLibraryError:
        return None
    assert all(entry.title for entry in reading.entries)
    assert reading.entries or reading.omissions
    assert reading.left_out <= len(reading.omissions)
    return reading


def seconds(name: str, text: str) -> float:
    """How long a processor takes to read a text."""
    start = time.process_time()
    read(name, text)
    return time.process_time() - start


# An entry of each format, to be numbered.
ENTRIES = {
    "bibtex": "@article{{k{0}, title = {{Ropes {0} at Sea}}, author = {{Mast{0}, Eva}}, "
    "year = 2019, journal = {{Journal of Ropes}}, volume = {0}, doi = {{10.1234/r{0}}}}}\n",
    "ris": "TY  - JOUR\nAU  - Mast{0}, Eva\nTI  - Ropes {0} at Sea\nT2  - Journal of Ropes\n"
    "PY  - 2019\nVL  - {0}\nDO  - 10.1234/r{0}\nER  - \n",
    "nbib": "PMID- {0}\nTI  - Ropes {0} at Sea.\nFAU - Mast{0}, Eva\nJT  - Journal of Ropes\n"
    "DP  - 2019 May\n\n",
    "enw": "%0 Journal Article\n%A Mast{0}, Eva\n%T Ropes {0} at Sea\n%J Journal of Ropes\n"
    "%D 2019\n",
    "csv": "Ropes {0} at Sea,Journal of Ropes,2019,10.1234/r{0},https://example.org/{0}\n",
    "csl-json": '{{"id":"k{0}","type":"article-journal","title":"Ropes {0} at Sea",'
    '"author":[{{"family":"Mast{0}","given":"Eva"}}],"issued":{{"date-parts":[[2019]]}}}}\n',
    "records": '{{"title":"Ropes {0} at Sea","authors":["Eva Mast{0}"],"date":"2019",'
    '"venue":"JR 2019","suggested":["tags"],"doi":"10.1234/r{0}"}}\n',
    "identifiers": "arXiv:2103.{0:05}\n",
    "listing": "Ropes {0} at Sea\nWe tie ropes {0} times, and count how often they hold.\n",
}


def sound_text(name: str, length: int) -> str:
    """A text of about so many characters with sound entries of a format."""
    head = "Title,Journal,Year,DOI,URL\n" if name == "csv" else ""
    count = length // len(ENTRIES[name].format(0))
    return head + "".join(ENTRIES[name].format(number) for number in range(count))
