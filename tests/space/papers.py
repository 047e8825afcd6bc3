"""Invented libraries in memory: papers on a handful of subjects, each a few words of one's own."""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b
from random import Random
from typing import TYPE_CHECKING, Any

from pressmark.base.models import validated
from pressmark.library.library import Library
from pressmark.library.paper import Paper
from pressmark.library.terms import Theme

if TYPE_CHECKING:
    from collections.abc import Iterable

SUBJECTS = {
    "lamps": "lamp lantern beam lens wick flame keeper tower glow flash mirror shutter",
    "tides": "tide ebb flood moon current estuary gauge surge marsh delta basin salinity",
    "boats": "boat hull keel mast rudder anchor sail deck cargo ferry barge helm",
    "fog": "fog mist haze horn bell vapour dew cloud visibility droplet drizzle murk",
    "gulls": "gull tern nest egg plumage flock feather moult chick colony beak migration",
    "ropes": "rope knot splice hemp strand cordage hawser sisal twine braid tension fibre",
}
TAGS = ("counting", "harbour", "night", "storms", "oars", "charts")


def paper(name: str, **facts: Any) -> Paper:
    """A paper of that id, with facts of a record."""
    return validated(Paper, {"id": name, "title": name, **facts})


def library_of(papers: Iterable[Paper], **abstracts: str) -> Library:
    """A library of these papers, whose tags and themes are what they name, with fingerprints."""
    by_id = {each.id: each for each in sorted(papers, key=lambda each: each.id)}
    tags = sorted({tag for each in by_id.values() for tag in each.tags})
    themes = sorted({name for each in by_id.values() for name in (each.theme, *each.also) if name})
    library = Library(by_id, _terms(themes), _terms(tags), abstracts=abstracts)
    return fingerprinted(library)


def fingerprinted(library: Library) -> Library:
    """The library with fingerprints of its papers and abstracts as they are."""
    prints = {
        name: blake2b(repr((each, library.abstracts.get(name))).encode(), digest_size=16).digest()
        for name, each in library.papers.items()
    }
    return replace(library, fingerprints=prints)


def invented(count: int, seed: int = 0) -> list[Paper]:
    """So many papers, each on one of the subjects with a word or two of another."""
    return [invented_paper(number, seed) for number in range(count)]


def invented_paper(number: int, seed: int = 0) -> Paper:
    """The paper of that number, always the same one."""
    random = Random(f"{seed}/{number}")  # noqa: S311
    subject, other = random.sample(list(SUBJECTS), 2)
    words, further = SUBJECTS[subject].split(), SUBJECTS[other].split()
    return paper(
        f"paper-{number:04}",
        title=" ".join([*random.sample(words, 4), *random.sample(further, 1)]).capitalize(),
        tldr=" ".join(random.sample(words, 5)),
        theme=subject,
        tags=random.sample(TAGS, random.randint(0, 3)),
        authors=[{"name": random.choice(("Ada Quill", "Ben Oar", "Cleo Mast", "Dan Keel"))}],
        finding=" ".join(random.choices(words + further, k=12)),
    )


def _terms(names: Iterable[str]) -> dict[str, Theme]:
    return {
        name: validated(Theme, {"id": name, "label": name.capitalize(), "description": "Invented."})
        for name in names
    }
