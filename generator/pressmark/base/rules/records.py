"""PM101 to PM199: a record by itself, and the values in it."""

from __future__ import annotations

from pressmark.base.rules.rule import Rule

_RECORD = "content/papers/quill2021counting.md"
_MANY_THEMES = "".join(
    f"{name}:\n  label: {name.title()}\n  description: All on {name}.\n"
    for name in ("lamps", "tides", "fog", "ships")
)

NOT_A_RECORD = Rule(
    "PM101",
    "Not a record",
    "the file is not a record",
    "Keep only <id>.md files here",
    "`content/papers/` holds records and nothing else, so that no record is overlooked because of "
    "its file's name.",
    {"content/papers/notes.txt": "Remember the lamps."},
)
NO_FRONT_MATTER = Rule(
    "PM102",
    "No front matter",
    "the file starts with {line}",
    "Start it with a line of three hyphens",
    "A record starts with the paper's facts, between two lines of three hyphens. The digest "
    "follows below.",
    {_RECORD: "title: Counting Lamps in the Harbour\n---\n"},
    {_RECORD: "---\ntitle: Counting Lamps in the Harbour\nsuggested: [theme, tags]\n---\n"},
)
UNCLOSED_FRONT_MATTER = Rule(
    "PM103",
    "Unclosed front matter",
    "the front matter has no end",
    "Close it with a line of three hyphens",
    "Without its second line of three hyphens, the whole file would be read as facts.",
    {_RECORD: "---\ntitle: Counting Lamps in the Harbour\n"},
    {_RECORD: "---\ntitle: Counting Lamps in the Harbour\nsuggested: [theme, tags]\n---\n"},
)
ID_MISMATCH = Rule(
    "PM104",
    "Id does not match the file",
    "the id {name} does not match the file {stem}.md",
    "Remove the key, or rename the file and list the old id in redirect_from",
    "A record's id is the name of its file, and the last part of its page's address.",
    {_RECORD: "id: oar2021counting"},
    {_RECORD: "redirect_from: [oar2021counting]"},
)
UNEXPECTED_ID = Rule(
    "PM105",
    "Unexpected id",
    "an id is not expected here",
    {
        "stem": "Remove the key: the file's name is the id",
        "": "Remove the key: the import assigns the id",
    },
    "The id is the name of a digest's file. In a file of records to import, the import assigns it, "
    "so that no two records get the same one.",
    {
        "content/digests/2021-04-01.yml": "id: 2021-04-01\nsince: 2021-03-01\nuntil: 2021-04-01\n"
        "papers: [quill2021counting]"
    },
    {
        "content/digests/2021-04-01.yml": "since: 2021-03-01\nuntil: 2021-04-01\n"
        "papers: [quill2021counting]"
    },
)
SECTION_IN_FRONT_MATTER = Rule(
    "PM106",
    "Section in the front matter",
    "this section is in the front matter",
    "Move it to the body",
    "Problem, approach and finding are the record's body, each under a heading of its own.",
    {_RECORD: "finding: There are forty."},
)
MISSING_SECTION = Rule(
    "PM107",
    "Missing section",
    "the section is missing",
    "Add '## {section}'",
    "Readers rely on every digest telling the problem, the approach and the finding. Only a draft "
    "may lack them.",
    {_RECORD: "## Problem\n\nNobody knows how many lamps burn."},
    {
        _RECORD: "## Problem\n\nNobody knows how many lamps burn.\n\n"
        "## Approach\n\nA boat goes round.\n\n## Finding\n\nThere are forty."
    },
)
UNKNOWN_SECTION = Rule(
    "PM108",
    "Unknown section",
    "the section {heading} is unknown",
    {"near": "Did you mean {near!r}?", "": "Use {sections}"},
    "A digest has three sections: Problem, Approach and Finding. Smaller headings within them "
    "start with `###`.",
    {
        _RECORD: "## Problem\n\nNobody knows how many lamps burn.\n\n"
        "## Approach\n\nA boat goes round.\n\n## Finding\n\nThere are forty.\n\n"
        "## Later work\n\nShips."
    },
    {
        _RECORD: "## Problem\n\nNobody knows how many lamps burn.\n\n"
        "## Approach\n\nA boat goes round.\n\n## Finding\n\nThere are forty.\n\n"
        "### Later work\n\nShips."
    },
)
DUPLICATE_SECTION = Rule(
    "PM109",
    "Duplicate section",
    "duplicate section",
    "Merge the two",
    "Each section of a digest is shown once, in a place of its own.",
    {
        _RECORD: "## Problem\n\nNobody knows how many lamps burn.\n\n"
        "## Approach\n\nA boat goes round.\n\n## Finding\n\nThere are forty.\n\n"
        "## Finding\n\nOne is red."
    },
    {
        _RECORD: "## Problem\n\nNobody knows how many lamps burn.\n\n"
        "## Approach\n\nA boat goes round.\n\n## Finding\n\nThere are forty. One is red."
    },
)
TEXT_ABOVE_SECTIONS = Rule(
    "PM110",
    "Text above the first section",
    "{line} is above the first section",
    "Start the body with '## {section}'",
    "Text that belongs to no section has no place on the page.",
    {
        _RECORD: "A classic.\n\n## Problem\n\nNobody knows how many lamps burn.\n\n"
        "## Approach\n\nA boat goes round.\n\n## Finding\n\nThere are forty."
    },
    {
        _RECORD: "## Problem\n\nA classic. Nobody knows how many lamps burn.\n\n"
        "## Approach\n\nA boat goes round.\n\n## Finding\n\nThere are forty."
    },
)
HEADING_IN_SECTION = Rule(
    "PM111",
    "Heading in a section",
    "{value} contains a heading of the second level",
    "Use ### or plain text",
    "Headings of the second level are the sections of a page. Smaller ones start with `###`.",
    {
        "content/papers.jsonl": '{"id": "oar2021ships", "title": "Counting Ships", '
        '"suggested": ["theme"], "problem": "Few are counted.\\n\\n## Details"}'
    },
    {
        "content/papers.jsonl": '{"id": "oar2021ships", "title": "Counting Ships", '
        '"suggested": ["theme"], "problem": "Few are counted.\\n\\n### Details"}'
    },
)
INVALID_DATE = Rule(
    "PM121",
    "Invalid date",
    "{value} is not a date",
    "Write 2024, 2024-07 or 2024-07-04",
    "Dates are written as far as they are known, the year first (EDTF level 0), so that they sort "
    "and read the same everywhere.",
    {_RECORD: "date: 4 March 2021"},
    {_RECORD: "date: 2021-03-04"},
)
NO_SUCH_DATE = Rule(
    "PM122",
    "Date that no calendar has",
    "{value} is not in the calendar ({problem})",
    "Write a date that exists",
    "The date has the right form, but there is no such month or day.",
    {_RECORD: "date: 2021-02-30"},
    {_RECORD: "date: 2021-02-28"},
)
INCOMPLETE_DATE = Rule(
    "PM123",
    "Incomplete date",
    "{value} is not a day",
    "Write it in full, such as 2024-07-04",
    "Feeds and digests tell what is new by the day.",
    {_RECORD: "added: 2021-03"},
    {_RECORD: "added: 2021-03-15"},
)
INVALID_URL = Rule(
    "PM124",
    "Invalid web address",
    "{value} is not a web address",
    "Write one that starts with https:// (or http://)",
    "Links lead to pages on the web. Anything else, such as a program in an address, is refused.",
    {_RECORD: "url: www.example.org/lamps"},
    {_RECORD: "url: https://www.example.org/lamps"},
)
INVALID_ARXIV_ID = Rule(
    "PM125",
    "Invalid arXiv id",
    "{value} is not an arXiv id",
    "Write 2407.01234, without a version",
    "The id makes the links to arXiv. Without a version, they lead to the paper's latest one.",
    {_RECORD: "arxiv: '2103.1'"},
    {_RECORD: "arxiv: '2103.00001'"},
)
INVALID_DOI = Rule(
    "PM126",
    "Invalid DOI",
    "{value} is not a DOI",
    "Write 10.1234/abcd",
    "The DOI makes a link and goes into citations. It starts with `10.` and contains a slash.",
    {_RECORD: "doi: lamps.2021"},
    {_RECORD: "doi: 10.1234/lamps.2021"},
)
INVALID_ORCID = Rule(
    "PM127",
    "Invalid ORCID",
    "{value} is not an ORCID iD",
    "Write 0000-0002-1825-0097",
    "An ORCID iD tells people of the same name apart. It is four groups of four digits; the last "
    "may be an X.",
    {_RECORD: "authors:\n- name: Ben Oar\n  orcid: 0000"},
    {_RECORD: "authors:\n- name: Ben Oar\n  orcid: 0000-0002-1825-0097"},
)
INVALID_ID = Rule(
    "PM128",
    "Invalid id",
    "{value} is not an id",
    "Use a-z, 0-9 and single hyphens",
    "Ids become parts of addresses and names of files, which must work everywhere.",
    {_RECORD: "tags: [harbour, counting_lamps, night]"},
    {_RECORD: "tags: [harbour, counting, night]"},
)
RESERVED_ID = Rule(
    "PM129",
    "Reserved id",
    "{value} is reserved: for the page of a folder, or for a device on Windows",
    "Choose another id",
    "The page of that address would be the list of all papers, themes or tags; and a folder called "
    "`aux` or `con` cannot be made, or checked out, on Windows.",
    {"content/papers/index.md": "---\ntitle: An Index of Lamps\nsuggested: [theme, tags]\n---\n"},
)
UNKNOWN_CHOICE = Rule(
    "PM130",
    "Unknown choice",
    "{value} is not known",
    {"near": "Did you mean {near!r}? Use one of {choices}", "": "Use one of {choices}"},
    "The key takes one of a few words, because lists and citations are made of them.",
    {_RECORD: "type: methods"},
    {_RECORD: "type: method"},
)
REPEATED_ITEM = Rule(
    "PM131",
    "Repeated item",
    "{item!r} is listed twice",
    "Remove one",
    "The paper would be listed twice in the same place.",
    {_RECORD: "tags: [harbour, night, harbour]"},
    {_RECORD: "tags: [harbour, night]"},
)
INVALID_ISSUE_DATE = Rule(
    "PM132",
    "Invalid date of publication",
    "{value} is not a date of publication",
    "Write 2024, 2024-07-04, 2024? or 2024~ for an uncertain or an approximate one, 2024-21 for a "
    "spring, or 2024/2026 for a range",
    "When something was published is written in EDTF, level 0, or level 1's uncertain and "
    "approximate dates, seasons and ranges.",
    {_RECORD: "issued: spring of 2021"},
    {_RECORD: "issued: 2021-21"},
)
TOO_MANY = Rule(
    "PM133",
    "Too many items",
    "{count} items are listed",
    "Keep {most} at most",
    "A paper has one theme, up to two more under `also`, and some tags, never hundreds: what is "
    "everywhere is found nowhere.",
    {"content/themes.yml": _MANY_THEMES, _RECORD: "also: [tides, fog, ships]"},
    {"content/themes.yml": _MANY_THEMES, _RECORD: "also: [tides, fog]"},
)
