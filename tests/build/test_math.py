"""Formulas are drawn on a paper's page, LaTeX in its data and BibTeX, and text anywhere else."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from tests.invented import Content, invented_project
from tests.project import HOME, pressed

if TYPE_CHECKING:
    from collections.abc import Mapping

PAGE = "papers/paper7/index.html"
TITLE = "Observation 7 in O(√n) for $5 & Others"
LATEX_TITLE = r"Observation 7 in $O(\sqrt{n})$ for $5 & Others"
# Where records are as their curator wrote them.
SOURCES = re.compile(
    r"data/papers\.(json|jsonl|csv)|.*/related\.json|papers/paper7/(paper\.json|index\.md)|papers/draft./.*|.*\.bib|.*\.gz"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    project = invented_project(tmp_path_factory.mktemp("math") / "project")
    content = Content()
    imported = {"title": "On ℓ₂ & k", "formulas": (r"$\ell_2$", "$k$"), "suggested": ("theme",)}
    content.papers |= {f"draft{number}": {**imported, "date": "2020"} for number in (1, 2)}
    content.papers["draft2"] = {**content.papers["draft2"], "title": "On ℓ₂ & x", "formulas": ()}
    content.write(project)
    return pressed(project, {"SITE_URL": HOME})


def test_a_papers_page_draws_its_title_summary_digest_and_abstract(
    site: Mapping[str, bytes],
) -> None:
    page = site[PAGE].decode()

    heading, summary = re.findall(r"<h1>.*</h1>|<p class=\"pm-tldr\">.*</p>", page)
    assert heading.startswith('<h1>Observation 7 in <math alttext="O(√n)"><mi>O</mi>')
    assert heading.endswith("</math> for $5 &amp; Others</h1>")
    assert '<math alttext="x₇">' in summary
    assert "which costs $7 to $8" in summary
    digest = page.partition('<div class="pm-digest">')[2].partition("</div>")[0]
    assert r"</mfrac></math>, <code>$b$</code> or $\unknown$:</p>" in digest
    assert '<math display="block" alttext="a² + b²">' in digest
    assert '<p>From $5 to $6.</p>\n<p>At most <math alttext="ℓ₂">' in page
    assert f"<title>{TITLE.replace('&', '&amp;')} · " in page
    assert page.count("<math") == 5


def test_formulas_are_drawn_nowhere_else(site: Mapping[str, bytes]) -> None:
    pages = {name for name, content in site.items() if b"<math" in content}
    assert pages == {PAGE, "papers/draft1/index.html", "map/index.html"}


def test_formulas_are_latex_in_data_and_bibtex_only(site: Mapping[str, bytes]) -> None:
    texts = {name: unquote(text.decode("utf-8", "replace")) for name, text in site.items()}
    with_latex = {name for name, text in texts.items() if re.search(r"\\+(sqrt|ell|frac)", text)}

    assert {name for name in with_latex if not SOURCES.fullmatch(name)} == {PAGE}
    shown = re.sub(r"<pre data-copy=\"BibTeX\".*?</pre>", "", texts[PAGE], flags=re.DOTALL)
    assert "\\sqrt" not in shown
    assert json.loads(texts["papers/paper7/paper.json"])["title"] == LATEX_TITLE
    bibtex = r"title = {Observation 7 in {$O(\sqrt{n})$} for \$5 \& Others}"
    assert bibtex in texts["papers/paper7/cite.bib"]
    assert bibtex.replace("&", "&amp;") in texts[PAGE]
    assert f"TI  - {TITLE}" in texts["papers/paper7/cite.ris"]
    assert json.loads(texts["papers/paper7/cite.json"])[0]["title"] == TITLE
    assert texts["papers/paper7/index.md"].startswith("# Observation 7 in O(√n) for $5")


def test_a_title_from_bibtex_has_its_formulas_drawn(site: Mapping[str, bytes]) -> None:
    drawn, text = (site[f"papers/draft{number}/index.html"].decode() for number in (1, 2))

    assert '<h1>On <math alttext="ℓ₂"><msub>' in drawn
    assert '</math> &amp; <math alttext="k"><mi>k</mi></math></h1>' in drawn
    assert "<h1>On ℓ₂ &amp; x</h1>" in text
    assert r"title = {On {$\ell_2$} \& {$k$}}" in site["papers/draft1/cite.bib"].decode()


def test_lists_and_feeds_have_the_formulas_as_text(site: Mapping[str, bytes]) -> None:
    texts = [
        *(site[f"themes/tides/{name}"].decode() for name in ("index.html", "feed.xml")),
        site["years/2021/index.html"].decode(),
    ]
    for text in texts:
        assert TITLE.replace("&", "&amp;") in text
        assert "Summary x₇, which costs $7 to $8." in text
    assert r"Nobody knows a/b, &lt;code&gt;$b$&lt;/code&gt; or $\unknown$" in texts[1]
