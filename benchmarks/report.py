"""Measured figures in; a page of tables and a small plot out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Figures = dict[str, Any]

_COLOURS = {"pressmark": "#1f6f8b", "Hugo": "#c2571a", "MkDocs": "#7a5195"}
_OTHER = "#8a8f98"


def markdown(results: Mapping[str, Any]) -> str:
    """The page RESULTS.md."""
    machine = results["machine"]
    parts = [
        "# Results",
        "Made by `make bench`; do not edit. Figures are least / median / greatest of the rounds; "
        "runs of one round follow each other, and ratios are taken round by round. Seconds are of "
        "the whole command from a cold start into an empty folder, memory is that of all its "
        "processes together (PSS, in runs of its own), and a page is a file `index.html`.",
        f"Machine: {machine['cores']} cores, {machine['memory_gb']} GB; Python "
        f"{machine['python']}, {machine['hugo']}. Files went to {machine['file_system']}. A Python "
        "that was built without profile-guided optimisation takes about a tenth longer: "
        "`make bench PYTHON=...` names the one to measure with.",
        "![Milliseconds a page](results.svg)",
    ]
    parts += [_size(size) for size in results["sizes"]]
    if disk := results.get("disk"):
        parts += ["## On disk", _size(disk)]
    if edits := results.get("edits"):
        parts += ["## One record edited", _edits(edits)]
    if linear := results.get("linear"):
        parts += ["## As the library grows", _linear(linear)]
    return "\n\n".join(parts) + "\n"


def _size(size: Mapping[str, Any]) -> str:
    rows = []
    for name, figures in size["contenders"].items():
        memory = figures.get("peak_mb")
        rows.append(
            [
                name,
                _spread(figures["wall"], 2),
                f"{figures['cpu'][1]:.2f}" if "cpu" in figures else "",
                _spread(memory, 0) if memory else "",
                f"{figures['largest_mb'][1]:,.0f}" if figures.get("largest_mb") else "",
                f"{figures['pages']:,}",
                f"{figures['files']:,}",
                f"{figures['mb']:,.0f}",
                f"{figures['ms_a_page'][1]:.3f}",
                f"{figures['pages_a_second'][1]:,.0f}",
            ]
        )
    head = (
        "|seconds|CPU s|memory MB|largest process MB|pages|files|MB|ms a page|pages a second"
    ).split("|")
    parts = [f"## {size['title']}", table(head, rows)]
    ratios = [[name, _spread(ratio, 2)] for name, ratio in size["ratios"].items()]
    if ratios:
        parts.append(table(["ratio, round by round", ""], ratios))
    if stages := size.get("stages"):
        said = ", ".join(f"{name} {seconds:.2f}" for name, seconds in stages.items())
        parts.append(f"Where pressmark's seconds go (stages that overlap count both): {said}.")
    return "\n\n".join(parts)


def _edits(edits: Iterable[Mapping[str, Any]]) -> str:
    rows = [
        [edit["title"], edit["search"], _spread(edit["wall"], 2), f"{edit['written']:,}"]
        for edit in edits
    ]
    return table(["library", "search", "seconds", "files written"], rows)


def _linear(linear: Sequence[Mapping[str, Any]]) -> str:
    rows = [
        [
            f"{one['papers']:,}",
            f"{one['pages']:,}",
            _spread(one["wall"], 2),
            _spread(one["ms_a_page"], 3),
            f"{one['peak_mb']:,.0f}",
        ]
        for one in linear
    ]
    return table(["papers", "pages", "seconds", "ms a page", "memory MB"], rows)


def _spread(figures: Sequence[float], digits: int) -> str:
    return " / ".join(f"{figure:,.{digits}f}" for figure in figures)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    marks = ["---"] + ["---:"] * (len(head) - 1)
    return "\n".join(f"| {' | '.join(row)} |" for row in [list(head), marks, *map(list, rows)])


def plot(results: Mapping[str, Any]) -> str:
    """An SVG drawing: a bar for what a page costs each contender, a group for each size."""
    bars: list[tuple[str, str, float]] = []
    for size in results["sizes"]:
        bars += [
            (size["title"], name, figures["ms_a_page"][1])
            for name, figures in size["contenders"].items()
        ]
    most = max(value for _, _, value in bars)
    lines: list[str] = []
    y, last = 44, ""
    for title, name, value in bars:
        if title != last:
            lines.append(f'<text x="16" y="{y + 14}" font-weight="600">{escape(title)}</text>')
            y, last = y + 26, title
        width = max(480 * value / most, 1)
        colour = _COLOURS.get(name.partition(",")[0], _OTHER)
        lines.append(f'<text x="200" y="{y + 12}" text-anchor="end">{escape(name)}</text>')
        lines.append(f'<rect x="208" y="{y}" width="{width:.1f}" height="16" fill="{colour}"/>')
        lines.append(f'<text x="{214 + width:.1f}" y="{y + 12}">{value:.3f}</text>')
        y += 22
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 {y + 16}" width="760" '
            'font-family="sans-serif" font-size="12" role="img">',
            "<title>Milliseconds a page, the median of the rounds</title>",
            f'<rect width="760" height="{y + 16}" fill="#fff"/>',
            '<text x="16" y="26" font-size="14">Milliseconds a page, the median of the rounds'
            "</text>",
            *lines,
            "</svg>\n",
        ]
    )
