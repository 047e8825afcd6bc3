"""PM601 to PM699: digests that are sent by e-mail, those who get them, and the log of changes."""

from __future__ import annotations

from pressmark.base.rules.rule import Rule

_DIGEST = "content/digests/2021-04-01.yml"
_LOG = "content/changes.jsonl"
_PERIOD = "since: 2021-03-01\nuntil: 2021-04-01\n"

NOT_A_DIGEST = Rule(
    "PM601",
    "Not a digest",
    "the file is not a digest",
    "Keep only <date>.yml files here",
    "`content/digests/` holds digests and nothing else, so that none is overlooked because of its "
    "file's name.",
    {"content/digests/notes.txt": "Remember the lamps."},
)
PERIOD_REVERSED = Rule(
    "PM602",
    "Period reversed",
    "{since} is after {until}",
    "Swap since and until",
    "A digest lists what was added from one day to another.",
    {_DIGEST: "since: 2021-04-01\nuntil: 2021-03-01\npapers: [quill2021counting]"},
    {_DIGEST: f"{_PERIOD}papers: [quill2021counting]"},
)
EMPTY_DIGEST = Rule(
    "PM603",
    "Empty digest",
    "the digest lists no paper",
    "List some, or remove the file",
    "Nobody should get an e-mail that says nothing.",
    {_DIGEST: _PERIOD},
    {_DIGEST: f"{_PERIOD}papers: [quill2021counting]"},
)
LISTED_IN_BOTH = Rule(
    "PM604",
    "Paper listed in both lists",
    "{paper!r} is also listed under papers",
    "Remove it here",
    "`papers` are shown in full and `further` ones by title only; a paper is one or the other.",
    {_DIGEST: f"{_PERIOD}papers: [quill2021counting]\nfurther: [quill2021counting]"},
    {_DIGEST: f"{_PERIOD}papers: [quill2021counting]\nfurther: [mast2022flood]"},
)
UNKNOWN_PAPER = Rule(
    "PM605",
    "Unknown paper",
    "there is no paper {paper!r}",
    {"near": "Did you mean {near!r}?", "": "Remove it, or add its record"},
    "A digest lists papers by their ids. Earlier ids that a record lists in `redirect_from` count "
    "too.",
    {_DIGEST: f"{_PERIOD}papers: [quill2021countin]"},
    {_DIGEST: f"{_PERIOD}papers: [quill2021counting]"},
)
INVALID_SUBSCRIBER = Rule(
    "PM611",
    "Invalid subscriber",
    "{line} {problem}",
    "Write ada@example.org, or Ada Quill <ada@example.org>",
    "The list of subscribers has one e-mail address per line, with a name if you like. Every line "
    "is checked before the first message is sent.",
    {"subscribers.txt": "ada at example.org"},
    {"subscribers.txt": "Ada Quill <ada@example.org>"},
)
SUBSCRIBERS_IN_LIBRARY = Rule(
    "PM612",
    "Subscribers in the library's folder",
    "the list of subscribers is in the library's folder",
    "Keep it outside the repository: it holds personal data",
    "What is in the repository is published sooner or later.",
)
CHANGE_OF_NO_PAPER = Rule(
    "PM621",
    "Change of no paper",
    "there is no paper {paper!r}, and the library never had one",
    {"near": "Did you mean {near!r}?", "": "Remove the line"},
    "The log of changes speaks of papers by their ids. Earlier ids in `redirect_from` count, and "
    "so do papers that `content/addresses.txt` lists or that the log says were removed.",
    {_LOG: '{"day": "2026-11-24", "paper": "quill2021countin", "change": "withdrawn"}'},
    {_LOG: '{"day": "2026-11-24", "paper": "quill2021counting", "change": "withdrawn"}'},
)
UNFIT_CHANGE = Rule(
    "PM622",
    "Unfit change",
    {"odd": "what was {kind} has no {key!r}", "": "what was {kind} needs {key!r}"},
    {"odd": "Remove {key!r}", "": "Add {key!r}, or remove the line"},
    "What was `changed` names the parts that were, under `what`. What was retitled, renamed, "
    "merged or removed says under `before` which title or id it had. Nothing else has these keys.",
    {_LOG: '{"day": "2026-11-24", "paper": "quill2021counting", "change": "changed"}'},
    {
        _LOG: '{"day": "2026-11-24", "paper": "quill2021counting", "change": "changed", '
        '"what": ["summary"]}'
    },
)
