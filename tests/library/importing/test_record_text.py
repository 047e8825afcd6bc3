"""A record file holds a paper whole, whatever its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from pressmark.base.models import InvalidValuesError, validated
from pressmark.library.importing.record_text import record_text
from pressmark.library.loading.load import load
from pressmark.library.paper import PAPER_TYPES, STATUSES, SUGGESTIBLE, Paper

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

HOSTILE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "no",
            "~",
            "2024",
            "1e3",
            "0x1f",
            "- a",
            "a: b # c",
            "'\"",
            "{a: [b]}",
            "!!python/object:os.system",
            "&a *a",
            "%YAML 1.2",
            "---",
            "...",
            "\n---\n",
            "\n## Finding",
            "\u0085\u2028\u2029\ufeff\ufffe",
            "e\x00\u0301",
            "\U0001f9ea\U0001fffe",
            "| folded >",
            "</script><h1>",
        ]
    ),
    st.lists(st.sampled_from(list(":#-?|>'\"\\ \n\t\r%@`é\u0301\x85")), max_size=12).map("".join),
)
WORD = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True)
ADDRESS = WORD.map(lambda word: f"https://example.org/{word}?q=%20&a='#é")
PARTS = st.fixed_dictionaries(
    {"family": HOSTILE}, optional={"given": HOSTILE, "particle": HOSTILE, "suffix": HOSTILE}
)
FIELDS = st.fixed_dictionaries(
    {"title": HOSTILE, "suggested": st.just(SUGGESTIBLE)},
    optional={
        "authors": st.lists(
            st.one_of(
                HOSTILE,
                st.fixed_dictionaries({"name": HOSTILE, "orcid": st.just("0000-0002-1825-009X")}),
                PARTS,
                st.fixed_dictionaries({"literal": HOSTILE}),
            ),
            max_size=3,
        ),
        "editors": st.lists(st.one_of(HOSTILE, PARTS), max_size=2),
        "more_authors": st.booleans(),
        "keys": st.lists(WORD, max_size=2, unique=True),
        "issued": st.sampled_from(["2024", "2024-21~", "../2024"]),
        "date": st.sampled_from(["2024", "2024-07", "2024-07-04", "0001-01-01"]),
        "type": st.sampled_from(PAPER_TYPES),
        "venue": HOSTILE,
        "arxiv": st.sampled_from(["2407.01234", "0704.0001", "hep-th/9901001"]),
        "doi": st.sampled_from(["10.1234/a:b#c", "10.1000/(x)'y"]),
        "url": ADDRESS,
        "links": st.dictionaries(WORD, ADDRESS, max_size=3),
        "theme": WORD,
        "also": st.lists(WORD, max_size=2, unique=True),
        "tags": st.lists(WORD, max_size=3, unique=True),
        "tldr": HOSTILE,
        "figures": st.lists(
            st.fixed_dictionaries(
                {"what": HOSTILE, "value": HOSTILE},
                optional={"where": HOSTILE, "source": ADDRESS},
            ),
            max_size=2,
        ),
        "later_title": HOSTILE,
        "sources": st.lists(ADDRESS, max_size=2),
        "status": st.sampled_from(STATUSES),
        "problem": HOSTILE,
        "approach": HOSTILE,
        "finding": HOSTILE,
    },
)


def possible_paper(fields: dict[str, Any]) -> Paper | None:
    """The paper, or None where the model refuses the text, as it must refuse empty lines."""
    fields = {
        key: value if key != "authors" else [a for a in value if a] for key, value in fields.items()
    }
    try:
        return validated(Paper, {"id": "quill2021lamps"} | fields)
    except InvalidValuesError:
        return None


def is_sound(paper: Paper | None) -> bool:
    """Whether a library may hold the paper: its further themes are others than its theme."""
    return paper is not None and paper.theme not in paper.also


PAPERS = FIELDS.map(possible_paper).filter(is_sound)


@given(PAPERS)
def test_a_written_record_is_read_back_as_the_same_paper(
    tmp_path_factory: pytest.TempPathFactory, paper: Paper
) -> None:
    content = tmp_path_factory.mktemp("content", numbered=True)
    assert read_back(content, paper) == paper


def read_back(content: Path, paper: Paper) -> Paper:
    (content / "papers").mkdir()
    path = content / "papers" / f"{paper.id}.md"
    path.write_text(record_text(paper), encoding="utf-8", newline="")
    for name, terms in (("themes", [paper.theme, *paper.also]), ("tags", paper.tags)):
        entries = (f'"{term}": {{label: x, description: x}}\n' for term in dict.fromkeys(terms))
        (content / f"{name}.yml").write_text("".join(e for e in entries if '""' not in e))
    return load(content).papers[paper.id]


def test_a_record_file_names_facts_in_the_models_order_and_omits_what_is_absent() -> None:
    paper = validated(
        Paper,
        {
            "id": "quill2021lamps",
            "finding": "Forty.",
            "tags": ["night"],
            "title": "Lamps: a Count",
            "authors": ["Ada Quill", {"name": "Ben Oar", "orcid": "0000-0002-1825-0097"}],
            "date": "2021",
        },
    )
    assert record_text(paper) == (
        "---\n"
        "title: 'Lamps: a Count'\n"
        "authors:\n"
        "- Ada Quill\n"
        "- name: Ben Oar\n"
        "  orcid: 0000-0002-1825-0097\n"
        "date: '2021'\n"
        "tags:\n"
        "- night\n"
        "---\n"
        "\n"
        "## Finding\n"
        "\n"
        "Forty.\n"
    )
