"""A theme, tag or venue and another id, or another one that takes it in, in; the lines of the
vocabulary, of records and of pages that change for it out.

A record names a venue in its own words, which stay: aliases lead them to its entry.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pressmark.library.list_edit import (
    quoted,
    with_items,
    with_names,
    with_term,
    with_term_renamed,
    without_term,
)
from pressmark.library.record_edit import (
    UnplacedError,
    file_text,
    with_front_matter_changed,
    with_key,
)
from pressmark.library.terms import TermNames, ancestors
from pressmark.site.addresses.edits import (
    Edits,
    Place,
    RefusedError,
    check_free,
    check_id,
    free,
    link_pages,
    list_addresses,
    with_records,
)
from pressmark.site.addresses.rename import unknown
from pressmark.site.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pressmark.library.terms import Series, Term
    from pressmark.site.kinds import Kind

_KEY = "redirect_from"
# The keys of a record that name terms of a kind.
_KEYS = {"theme": ("theme", "also"), "tag": ("tags",), "venue": ()}


def rename_term(place: Place, name: str, old: str, new: str, label: str = "") -> Edits | None:
    """What gives a term of the kind called `name` the id `new`, and another label where there is
    one, whose old one becomes an alias; None where that is done already.

    Raises `RefusedError` when that can't be, `OSError` when a file can't be read.
    """
    kind, terms = KINDS[name], _terms(place, name)
    term = terms.get(old)
    if term is None and new in terms and old in terms[new].redirect_from:
        return None
    if term is None:
        raise _unknown(old, terms, name)
    if new != old:
        check_id(new)
        if new in terms:
            raise RefusedError(
                f"{new} is a {name} already. To have one of the two: pressmark merge {name} "
                f"{old} {new}"
            )
        check_free(place, kind.address(new), kind.address(old))
    elif not label or label == term.label:
        return None
    edits = Edits()
    file = place.content / kind.vocabulary
    try:
        text = _with_entry(_vocabulary_text(file), place, name, term)
        if new != old:
            text = with_term_renamed(text, old, new)
            earlier = [each for each in term.redirect_from if each != new]
            if len(earlier) < len(term.redirect_from):
                text = with_key(text, new, _KEY, f"[{', '.join(earlier)}]" if earlier else None)
            text = with_items(text, new, _KEY, _published(place, kind, old))
            text = _with_parent(text, place, name, old, new)
        if label and label != term.label:
            text = with_key(text, new, "label", quoted(label))
            text = with_items(text, new, "aliases", _further(term, [term.label], label))
    except UnplacedError:
        raise _unplaced(file, old) from None
    edits.texts[file] = text
    if new != old:
        _lead_on(edits, place, kind, old, new)
    return edits


def merge_terms(place: Place, name: str, old: str, new: str) -> Edits | None:
    """What has a term of the kind called `name` take the place of another one, whose label and
    aliases become its aliases; None where that is done already. Raises as `rename_term` does."""
    kind, terms = KINDS[name], _terms(place, name)
    term, target = terms.get(old), terms.get(new)
    if target is not None and term is None and old in target.redirect_from:
        return None
    for each, id_ in ((term, old), (target, new)):
        if each is None:
            raise _unknown(id_, terms, name)
    if term is None or target is None or old == new:
        raise RefusedError(f"{old} can't be merged with itself.")
    edits = Edits()
    file = place.content / kind.vocabulary
    names = [term.label, *([term.name] if name == "venue" and term.name else ()), *term.aliases]
    is_listed = old in _vocabulary(place, name)
    try:
        text = _with_entry(_vocabulary_text(file), place, name, target)
        if is_listed:
            text = _with_parent(without_term(text, old), place, name, old, new)
        text = with_items(text, new, "aliases", _further(target, names))
        text = with_items(text, new, _KEY, [*term.redirect_from, *_published(place, kind, old)])
    except UnplacedError:
        raise _unplaced(file, new) from None
    edits.texts[file] = text
    if is_listed and name != "venue":
        edits.left_out += [f"{old}: description: {term.description}"]
        texts = ("introduction", "path", "state")
        edits.left_out += [f"{old}: {key}" for key in texts if getattr(term, key, "")]
    _lead_on(edits, place, kind, old, new)
    return edits


def _unknown(name: str, terms: Mapping[str, Any], noun: str) -> RefusedError:
    labelled = TermNames(terms).labelled(name)
    if labelled:
        return RefusedError(f"{name} is the label of {labelled}: write the id.")
    return RefusedError(unknown(name, terms, noun))


def _vocabulary(place: Place, name: str) -> Mapping[str, Any]:
    """The terms that the file of a kind names."""
    library = place.library
    if name == "tag":
        return {id_: tag for id_, tag in library.tags.items() if id_ not in library.keywords}
    return library.themes if name == "theme" else library.series


def _terms(place: Place, name: str) -> Mapping[str, Any]:
    """The terms of a kind by id, those too that papers have and its file does not name."""
    library = place.library
    if name != "venue":
        return library.themes if name == "theme" else library.tags
    editions = map(library.paper_edition, library.papers.values())
    return {edition.series.id: edition.series for edition in editions if edition} | {
        **library.series
    }


def _vocabulary_text(file: Path) -> str:
    return file_text(file) if file.is_file() else ""


def _with_entry(text: str, place: Place, name: str, term: Any) -> str:
    """A vocabulary's text in which that term has an entry."""
    if term.id in _vocabulary(place, name):
        return text
    keys = ("label", "description") if name != "venue" else ("label", "name", "kind", "aliases")
    values = {key: getattr(term, key) for key in keys}
    if values.get("kind") == "conference":
        del values["kind"]
    return with_term(text, term.id, {key: value for key, value in values.items() if value})


def _with_parent(text: str, place: Place, name: str, old: str, new: str) -> str:
    """A vocabulary's text in which what is part of one term is part of another one. Where that one
    is part of the first itself, what leads to it takes the place of the first."""
    themes = place.library.themes if name == "theme" else {}
    above = [new, *ancestors(new, themes)] if new in themes else []
    for theme in themes.values():
        if theme.parent == old:
            parent = (themes[old].parent or None) if theme.id in above else new
            text = with_key(text, theme.id, "parent", parent)
    return text


def _further(term: Term | Series, names: list[str], label: str = "") -> list[str]:
    """Those of the names that a term, which has that label from now on, is not known by yet."""
    names_in_use = {(label or term.label).casefold(), *(alias.casefold() for alias in term.aliases)}
    names_in_use.add(getattr(term, "name", "").casefold())
    further: list[str] = []
    for name in names:
        if name.casefold() not in names_in_use:
            names_in_use.add(name.casefold())
            further.append(name if hasattr(term, "name") else name.casefold())
    return further


def _published(place: Place, kind: Kind, term: str) -> list[str]:
    """The term, if there is a page of it that must lead on."""
    return [term] if kind.address(term) in place.survey.page_addresses else []


def _lead_on(edits: Edits, place: Place, kind: Kind, old: str, new: str) -> None:
    """Have records and pages name the new term, and list the addresses of what there is of it."""
    if keys := _KEYS[kind.name]:
        names = {old: new}
        for paper in place.library.papers.values():
            if old in (paper.theme, *paper.also) if kind.name == "theme" else old in paper.tags:
                _rename_in_file(edits, place.record_file(paper.id), keys, names)
        if place.bulk.is_file():
            before = file_text(place.bulk)
            text = with_records(before, lambda record: _renamed(record, keys, names))
            if text != before:
                edits.texts[place.bulk] = text
    if kind.name == "theme":
        _rename_in_sources(edits, place.content.parent / "mkdocs.yml", old, new)
    link_pages(edits, place, kind.section, old, new)
    addresses: list[str] = []
    for row in KINDS.values():
        if row.vocabulary == kind.vocabulary:
            before, after = row.address(old), row.address(new)
            free(edits, place, after)
            if before in place.survey.page_addresses:
                edits.redirects[before] = after
                addresses += before, after
    list_addresses(edits, place, addresses)


def _rename_in_file(
    edits: Edits, file: Path, keys: tuple[str, ...], names: Mapping[str, str]
) -> None:
    if not file.is_file():
        return

    def change(front: str) -> str:
        for key in keys:
            front = with_names(front, key, names, "theme" if key == "also" else "")
        return front

    try:
        edits.texts[file] = with_front_matter_changed(edits.text(file), change)
    except UnplacedError:
        raise _unplaced(file, next(iter(names))) from None


def _rename_in_sources(edits: Edits, config_file: Path, old: str, new: str) -> None:
    """Have the sources that a configuration lists name the new theme."""
    if config_file.is_file():
        before = file_text(config_file)
        named = re.compile(
            rf"(?m)(^[ \t]+|[-{{,][ \t]*)(theme:[ \t]+['\"]?){re.escape(old)}(?![\w-])"
        )
        if (text := named.sub(rf"\1\g<2>{new}", before)) != before:
            edits.texts[config_file] = text


def _renamed(
    record: dict[str, Any], keys: tuple[str, ...], names: Mapping[str, str]
) -> dict[str, Any]:
    for key in keys:
        value = record.get(key)
        if isinstance(value, str):
            record[key] = names.get(value, value)
        elif isinstance(value, list):
            renamed = dict.fromkeys(names.get(each, each) for each in value)
            if key == "also":
                renamed.pop(record.get("theme", ""), None)
            record[key] = [*renamed]
            if not renamed:
                del record[key]
    return record


def _unplaced(file: Path, term: str) -> RefusedError:
    return RefusedError(
        f"{file} is written in a way in which {term} can't be changed alone. Write one key a line, "
        "as in the guide, and try again."
    )
