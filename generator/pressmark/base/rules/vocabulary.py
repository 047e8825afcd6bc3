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
AMBIGUOUS_AUTHOR = Rule(
    "PM305",
    "Author who may be several people",
    {
        "none": "{name!r} is the name of {people}, who is another person or lists other papers",
        "": "{name!r} may be {people}",
    },
    "List {paper} under 'papers' of the right one in content/people.yml, or write the author's "
    "orcid in the record",
    "Namesakes share a spelling in `content/people.yml`. Whose paper it is tells the ORCID iD in "
    "its record, else the list of papers of one of them; one of them may go without a list, and "
    "gets all the others.",
    {
        "content/people.yml": "ada-quill:\n  label: Ada Quill\n"
        "ada-quill-oslo:\n  label: Ada Quill (Oslo)\n  aliases: [Ada Quill]"
    },
    {
        "content/people.yml": "ada-quill:\n  label: Ada Quill\n"
        "ada-quill-oslo:\n  label: Ada Quill (Oslo)\n  aliases: [Ada Quill]\n"
        "  papers: [quill2021counting]"
    },
)
PAPER_OF_NOBODY = Rule(
    "PM306",
    "Paper that is not there",
    "there is no paper {paper!r}",
    {"near": "Did you mean {near!r}?", "": "Remove it, or write the id of a record"},
    "A person in `content/people.yml` lists papers by the ids of their records.",
    {"content/people.yml": "ada-quill:\n  label: Ada Quill\n  papers: [quill2021countin]"},
    {"content/people.yml": "ada-quill:\n  label: Ada Quill\n  papers: [quill2021counting]"},
)
SAME_PERSON_TWICE = Rule(
    "PM307",
    "Person listed twice",
    {"orcid": "{other} has the same ORCID iD", "": "{other} has the same label"},
    {
        "orcid": "Merge the two: pressmark merge person",
        "": "Merge the two, or write a label that tells them apart: Ada Quill (Oslo)",
    },
    "An ORCID iD is of one person. Two people of one label would look the same in every list; the "
    "name as papers have it goes under `aliases`.",
    {"content/people.yml": "ada-quill:\n  label: Ada Quill\nquill:\n  label: Ada Quill"},
    {
        "content/people.yml": "ada-quill:\n  label: Ada Quill\n"
        "quill:\n  label: Ada Quill (Oslo)\n  aliases: [A. Quill]"
    },
)
UNKNOWN_PARENT = Rule(
    "PM308",
    "Unknown parent of a theme",
    "unknown theme {name!r}",
    {
        "renamed": "Use {renamed!r}, its new name",
        "labelled": "That is a label: write its id, {labelled!r}",
        "near": "Did you mean {near!r}?",
        "": "Add it to content/themes.yml, or use a theme that is there",
    },
    "A theme may be part of another one, its `parent`, which has an entry of its own in "
    "`content/themes.yml`.",
    {
        "content/themes.yml": "lamps:\n  label: Lamps\n  description: Coastal light sources.\n"
        "tides:\n  label: Tide lamps\n  description: Lamps that show the tide.\n  parent: lampes"
    },
    {
        "content/themes.yml": "lamps:\n  label: Lamps\n  description: Coastal light sources.\n"
        "tides:\n  label: Tide lamps\n  description: Lamps that show the tide.\n  parent: lamps"
    },
)
CIRCLE_OF_THEMES = Rule(
    "PM309",
    "Theme that is part of itself",
    {"way": "{name!r} is part of itself: {way}", "": "{name!r} is its own parent"},
    {"way": "Remove one of these parents", "": "Remove it, or name another theme"},
    "Themes with parents are trees: whoever goes from a theme to its parent, and on to that one's, "
    "arrives at a theme that has none.",
    {
        "content/themes.yml": "lamps:\n  label: Lamps\n  description: Coastal light sources.\n"
        "  parent: tides\n"
        "tides:\n  label: Tide lamps\n  description: Lamps that show the tide.\n  parent: lamps"
    },
    {
        "content/themes.yml": "lamps:\n  label: Lamps\n  description: Coastal light sources.\n"
        "tides:\n  label: Tide lamps\n  description: Lamps that show the tide.\n  parent: lamps"
    },
)
UNKNOWN_STEP = Rule(
    "PM310",
    "Unknown paper in a path",
    "there is no paper {paper!r}",
    {"near": "Did you mean {near!r}?", "": "Remove it, or write the id of a record"},
    "A theme's reading path, `path` in `content/themes.yml`, lists papers by the ids of their "
    "records, of any theme, and its `state` links to papers as pages do: `papers/<id>.md`. Earlier "
    "ids that a record lists in `redirect_from` count too.",
    {
        "content/themes.yml": "tides:\n  label: Tides\n  description: Water.\n"
        "lamps:\n  label: Lamps\n  description: Lights.\n"
        "  path: [quill2021countin]"
    },
    {
        "content/themes.yml": "tides:\n  label: Tides\n  description: Water.\n"
        "lamps:\n  label: Lamps\n  description: Lights.\n"
        "  path: [quill2021counting]"
    },
)
REPEATED_STEP = Rule(
    "PM311",
    "Paper twice in a path",
    "{paper!r} is a step of this path already",
    "Remove it here",
    "A reading path leads to each paper once.",
    {
        "content/themes.yml": "tides:\n  label: Tides\n  description: Water.\n"
        "lamps:\n  label: Lamps\n  description: Lights.\n"
        "  path: [quill2021counting, mast2022flood, quill2021counting]"
    },
    {
        "content/themes.yml": "tides:\n  label: Tides\n  description: Water.\n"
        "lamps:\n  label: Lamps\n  description: Lights.\n"
        "  path: [quill2021counting, mast2022flood]"
    },
)
