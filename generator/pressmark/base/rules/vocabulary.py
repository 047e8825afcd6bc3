"""PM301 to PM399: themes, tags and venues, and the records that name them."""

from __future__ import annotations

from pressmark.base.rules.rule import Rule

_RECORD = "content/papers/quill2021counting.md"

UNKNOWN_THEME = Rule(
    "PM301",
    "Unknown theme",
    "unknown theme {name!r}",
    {
        "renamed": "Use {renamed!r}, its new name",
        "labelled": "That is a label: write its id, {labelled!r}",
        "near": "Did you mean {near!r}?",
        "": "Add it to content/themes.yml, or use a theme that is there",
    },
    "Every theme is a shelf with a label and a description in `content/themes.yml`. A misspelt one "
    "would be a shelf that nobody finds.",
    {_RECORD: "theme: lampes"},
    {_RECORD: "theme: lamps"},
)
UNKNOWN_TAG = Rule(
    "PM302",
    "Unknown tag",
    "unknown tag {name!r}",
    {
        "renamed": "Use {renamed!r}, its new name",
        "labelled": "That is a label: write its id, {labelled!r}",
        "near": "Did you mean {near!r}?",
        "": "Add it to content/tags.yml, or use a tag that is there",
    },
    "Tags are a controlled vocabulary, `content/tags.yml`: one word for one thing, or papers that "
    "belong together are not found together.",
    {_RECORD: "tags: [harbour, countng, night]"},
    {_RECORD: "tags: [harbour, counting, night]"},
)
TERM_WITHOUT_KEYS = Rule(
    "PM303",
    "Entry without keys",
    "found {value} in place of an entry's keys",
    "Write 'label: ...' below the id",
    "An entry of a vocabulary has an id, and below it, indented, a label and what else is known.",
    {"content/venues.yml": "harbour-days: Harbour Days"},
    {"content/venues.yml": "harbour-days:\n  label: Harbour Days"},
)
LABEL_FOR_ID = Rule(
    "PM304",
    "Label in place of an id",
    "{value} is the label of the {noun} {name!r}",
    "Write the id: {name}",
    "Records name themes and tags by their ids, which stay when a label is written otherwise.",
    {_RECORD: "tags: [Harbour, counting, Night]"},
    {_RECORD: "tags: [harbour, counting, night]"},
)
