"""PM701 to PM799: files that papers are imported from."""

from __future__ import annotations

from pressmark.base.rules.rule import Rule

_LISTING = "listing.txt"
_LONG = "We count ships from a boat, day by day, and compare the tally with the harbour book. " * 4
_BIBTEX = "references.bib"
_CSL = "export.json"

NO_ENTRIES = Rule(
    "PM701",
    "Nothing to import",
    "no {entries} were found",
    "Import a file that contains {entries}; --format names its format",
    "The file is empty, or it was taken for another format than it is in.",
    {_LISTING: "Get trending papers in your email inbox\nSubscribe"},
    {_LISTING: f"Get trending papers in your email inbox\nSubscribe\nCounting Ships\n{_LONG}"},
)
STRAY_BUTTON = Rule(
    "PM702",
    "Button in a listing",
    "{line} is below lines that may be a banner",
    "Remove what is not a title or an abstract, from here upwards",
    "A listing copied from a web page may begin with the page's banner and its button "
    "“Subscribe”. Whether the lines above belong to it can't be told.",
    {_LISTING: f"News of the harbour\nSubscribe\nCounting Ships\n{_LONG}"},
    {_LISTING: f"Counting Ships\n{_LONG}"},
)
TITLE_WITH_TWO_ABSTRACTS = Rule(
    "PM703",
    "Title with two abstracts",
    "line {line} has the same title with another abstract",
    "Keep one of them",
    "Only one of the two abstracts can be attached to the paper.",
    {_LISTING: f"Counting Ships\n{_LONG}\nCounting ships\n{_LONG}Twice."},
    {_LISTING: f"Counting Ships\n{_LONG}\nCounting ships\n{_LONG}"},
)
NOT_A_TITLE = Rule(
    "PM704",
    "Not a title",
    "{line} was found where a title belongs",
    "Join it to the line above, or put its title there",
    "A listing has titles and abstracts on alternating lines. This line looks like a part of an "
    "abstract.",
    {_LISTING: f"Counting Ships\n{_LONG}and so\non it goes, from a boat.\nCounting Nets\n{_LONG}"},
    {_LISTING: f"Counting Ships\n{_LONG}and so on it goes, from a boat.\nCounting Nets\n{_LONG}"},
)
NO_ABSTRACT = Rule(
    "PM705",
    "Title without an abstract",
    "no abstract follows the title {title}",
    "Add it below the title",
    "A listing has titles and abstracts on alternating lines. Without its abstract, a title would "
    "shift all that follow.",
    {_LISTING: f"Counting Ships\nCounting Nets\n{_LONG}"},
    {_LISTING: f"Counting Ships\n{_LONG}\nCounting Nets\n{_LONG}"},
)
LOST_CHARACTER = Rule(
    "PM706",
    "Lost character",
    "a character was lost (U+FFFD or U+0000 is in its place)",
    "Export the file again as UTF-8",
    "The program that wrote the file could not represent a character, and what it was can't be "
    "told any more.",
    {_LISTING: f"Counting Ships in M\ufffdnster\n{_LONG}"},
    {_LISTING: f"Counting Ships in Münster\n{_LONG}"},
)
MOJIBAKE = Rule(
    "PM707",
    "Text decoded twice",
    "the line is UTF-8 that was once read as Windows-1252",
    "Export the file again as UTF-8",
    "Letters with accents have become pairs of strange characters.",
    {_LISTING: f"Counting Ships in MÃ¼nster\n{_LONG}"},
    {_LISTING: f"Counting Ships in Münster\n{_LONG}"},
)
DUPLICATE_ENTRY = Rule(
    "PM711",
    "Duplicate entry",
    "line {line} has the same {name}",
    "Give one of them another {name}",
    "Entries refer to one another by their key or id, which must name one of them.",
    {_BIBTEX: "@misc{ships, title={Counting Ships}}\n@misc{ships, title={Counting Nets}}"},
    {_BIBTEX: "@misc{ships, title={Counting Ships}}\n@misc{nets, title={Counting Nets}}"},
)
DUPLICATE_FIELD = Rule(
    "PM712",
    "Duplicate field",
    "the entry has duplicate fields: {fields}",
    "Keep one of each",
    "Only one of the values could count, and which one is anybody's guess.",
    {_BIBTEX: "@misc{ships, title={Counting Ships}, year={2020}, year={2021}}"},
    {_BIBTEX: "@misc{ships, title={Counting Ships}, year={2021}}"},
)
INVALID_ENTRY = Rule(
    "PM713",
    "Invalid entry",
    {"problem": "the entry does not parse: {problem}", "": "the entry does not parse"},
    "Look for a missing brace or comma",
    "What is left open in one entry would swallow those below it.",
    {_BIBTEX: "@misc{ships, title={Counting Ships"},
    {_BIBTEX: "@misc{ships, title={Counting Ships}}"},
)
LONG_KEYWORD = Rule(
    "PM714",
    "Keyword too long",
    "{keyword} is too long for a keyword",
    "Separate keywords with commas",
    "Each keyword becomes a tag. A whole sentence is no keyword.",
    {_CSL: '[{"title": "Counting Ships", "keyword": "' + "ships in harbours " * 12 + '"}]'},
    {_CSL: '[{"title": "Counting Ships", "keyword": "ships, harbours"}]'},
)
RECORD_WITH_TWO_ABSTRACTS = Rule(
    "PM715",
    "Record with two abstracts",
    "line {line} has another abstract for the same record {paper}",
    "Keep one of them",
    "The file has two entries for one record of the library: under its title and its later title, "
    "or under the same title twice.",
    {
        _LISTING: f"A Flood of Tables: Reading Tides\n{_LONG}\nReading Tides\n{_LONG}Twice.",
        "content/papers/mast2022flood.md": "later_title: Reading Tides",
    },
    {
        _LISTING: f"A Flood of Tables: Reading Tides\n{_LONG}\nReading Tides\n{_LONG}",
        "content/papers/mast2022flood.md": "later_title: Reading Tides",
    },
)
UNDEFINED_MACRO = Rule(
    "PM716",
    "Undefined macro",
    "the macro {macro} is not defined",
    "Define it with @string above, or put the text in braces",
    "A word without braces or quotes is the name of a `@string`. Without it, nobody can tell what "
    "the value is.",
    {_BIBTEX: "@misc{ships, title={Counting Ships}, publisher=SEA}"},
    {_BIBTEX: "@string{SEA={Sea Press}} @misc{ships, title={Counting Ships}, publisher=SEA}"},
)
MISSING_PARENT = Rule(
    "PM717",
    "Missing parent",
    "no entry has the key {key}",
    "Add that entry to the file, or remove the reference to it",
    "An entry takes over what it lacks from those that `crossref` and `xdata` name.",
    {_BIBTEX: "@misc{ships, title={Counting Ships}, crossref={harbour}}"},
    {_BIBTEX: "@misc{ships, title={Counting Ships}}"},
)
FOREIGN_NAME_LIST = Rule(
    "PM718",
    "Names of another form",
    "{value} looks like a list of names that is not BibTeX's",
    "Write “and” between names, and “Family, Given” or “Given Family” for each",
    "BibTeX takes what is between two “and” for one person, with at most two commas.",
    {_BIBTEX: "@misc{ships, title={Counting Ships}, author={Ada Quill; Ben Oar}}"},
    {_BIBTEX: "@misc{ships, title={Counting Ships}, author={Ada Quill and Ben Oar}}"},
)
NO_NAME_PART = Rule(
    "PM719",
    "Not part of a name",
    "{value} is not part of a name",
    "Remove it; an institution that is an author goes in braces",
    "Titles and affiliations would be taken for names, and one person for two.",
    {_BIBTEX: "@misc{ships, title={Counting Ships}, author={Dr. Ada Quill}}"},
    {_BIBTEX: "@misc{ships, title={Counting Ships}, author={Ada Quill}}"},
)
UNREADABLE_DATE = Rule(
    "PM720",
    "Date that can't be read",
    "{value} can't be read as one date",
    "Write 2024, 2024-07 or 2024-07-04",
    "What is clear of a date is taken in, such as its year or the first of two months.",
    {_BIBTEX: "@misc{ships, title={Counting Ships}, year={soon}}"},
    {_BIBTEX: "@misc{ships, title={Counting Ships}, year={2024}}"},
)
UNKNOWN_FORMAT = Rule(
    "PM721",
    "Format that is not read",
    "this looks like {format}",
    "Export CSL-JSON or BibTeX",
    "A file is read as what its own marks say, never as something else. `--format` names a format "
    "where the marks mislead.",
    {"export.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>'},
    {"export.rdf": "@misc{ships, title={Counting Ships}}"},
)
UNKNOWN_COLUMN = Rule(
    "PM722",
    "Unknown column",
    {"near": "no column is called {heading}; {near!r} is", "": "no column is called {heading}"},
    "Name one of the headings: {headings}",
    "`--columns` says which column holds which field, by the heading in the first row.",
)
NOT_AN_IDENTIFIER = Rule(
    "PM723",
    "Not an identifier",
    "{value} is no arXiv id, DOI or address",
    "Write one of them on each line",
    "In a list of identifiers, each line names one paper.",
    {"list.txt": "arXiv:2103.00001\n10.1234/ships\nCounting Ships"},
    {"list.txt": "@misc{ships, title={Counting Ships}, eprint={2103.00001}}"},
)
TITLE_NOT_GIVEN = Rule(
    "PM724",
    "Title not given",
    "{value} is in the place of the title",
    "Write title, authors and date into its record, or import a BibTeX file that has them",
    "Nothing is looked up elsewhere during an import: of a paper in a list of identifiers, nothing "
    "but the identifier is known.",
    {"list.txt": "arXiv:2103.00001"},
    {"list.txt": "@misc{ships, title={Counting Ships}, eprint={2103.00001}}"},
)
TAKEN_KEY = Rule(
    "PM730",
    "Key whose id is taken",
    "the id of the key {key} is taken; the paper is {paper}",
    "Give one of the two entries another key",
    "Ids are keys in lower case with hyphens for all other signs. Where two keys become one id, "
    "the later paper's id is made of author, year and title instead.",
    {
        "mkdocs.yml": "site_name: Harbour papers\nextra:\n  sources: [refs.bib]\n",
        "refs.bib": "@misc{Fog_1, title={Fog}}\n@misc{fog-1, title={Fog Bells}}",
    },
    {
        "mkdocs.yml": "site_name: Harbour papers\nextra:\n  sources: [refs.bib]\n",
        "refs.bib": "@misc{Fog_1, title={Fog}}\n@misc{fog-2, title={Fog Bells}}",
    },
)
CONFLICTING_FACT = Rule(
    "PM731",
    "Fact that source and record have both changed",
    "the record and its source have both changed since the last import",
    "Correct one of them, or choose for all: --conflicts source, or --conflicts record",
    "An import brings records up to date with their source, and leaves alone what a curator has "
    "corrected. Where the source changes a fact that was corrected, only a person can tell which "
    "of the two is right.",
)
INVALID_STATEMENT = Rule(
    "PM732",
    "Broken memory of a source",
    {
        "paper": "a line above is of the same record {paper} and source",
        "": "{value} is not what a source said of a record",
    },
    "Remove the line; the next import of the source writes it anew",
    "`content/sources.jsonl` holds what each source said of each record when it was last imported. "
    "The import writes it; nobody needs to edit it.",
    {"content/sources.jsonl": '{"paper": "quill2021counting", "source": "refs.bib"}'},
    {"content/sources.jsonl": '{"paper": "quill2021counting", "source": "refs.bib", "facts": {}}'},
)
