"""PM001 to PM099: what any file of a library may get wrong, whatever is in it."""

from __future__ import annotations

from pressmark.base.rules.rule import Rule

_RECORD = "content/papers/quill2021counting.md"

UNREADABLE = Rule(
    "PM001",
    "Unreadable file",
    "the file can't be read ({reason})",
    "Check its permissions",
    "Every file of the library is read. One that can't be opened would be missing from the site "
    "without a word.",
)
NOT_UTF8 = Rule(
    "PM002",
    "Not UTF-8",
    "byte 0x{byte:02x} is not UTF-8",
    "Save the file as UTF-8",
    "All text is UTF-8, with or without a byte-order mark. In any other encoding, names with "
    "accents come out wrong.",
)
TOO_LARGE = Rule(
    "PM003",
    "Too large",
    "the {unit} has {size:,} bytes",
    "Keep it below 1 MB",
    "A record is some kilobytes. What is a thousand times as large is another file, saved in the "
    "wrong place.",
)
INVALID_YAML = Rule(
    "PM004",
    "Invalid YAML",
    {
        "tab": "the line is indented with a tab, which YAML does not allow",
        "space": "the line is indented with a character that only looks like a space",
        "open_quote": "the quote {quote} that begins a text here is not closed",
        "inner_quote": "more text follows the quote {quote} that closes the first one",
        "escape": "in double quotes, a backslash begins an escape, and this one is unknown",
        "sign": "a text without quotes can't begin with {mark!r}",
        "bracket": "the {mark} that begins here is not closed",
        "behind_bracket": "to YAML, {mark} begins a list or a mapping, and more text follows it",
        "document": "the line {text} ends the keys, and more of them follow",
        "colon": "the text contains a colon with a space, which ends a key in YAML",
        "typographic": "curly quotes are letters in YAML, and the text in them contains a colon",
        "no_space": "there is no space after the colon in {text}",
        "indent": "the key is indented further than {above}, which is above it",
        "deeper": "{text} is indented further than the item above it, so that it goes on with that",
        "no_gap": "there is no space after the hyphen in {text}",
        "no_colon": "{text} has no colon with a space after the key",
        "no_dash": "{text} is among the items of a list, and does not begin with a hyphen",
        "goes_on": "{text} is neither a key with its value nor an item of a list",
        "": "the YAML does not parse: {problem}",
    },
    {
        "tab": "Use spaces",
        "space": "Type plain spaces in its place",
        "open_quote": "Add {quote} where the text ends",
        "inner_quote": "Put quotes around the whole text, and write {twice} for one inside",
        "escape": "Use single quotes, in which a backslash is just that",
        "sign": "Put it in quotes: {fix}",
        "bracket": "Add {closing} where the list ends",
        "behind_bracket": "Put a text in quotes: {fix}. A list has nothing after its last bracket",
        "document": "Remove it",
        "colon": "Put the whole text in quotes: {fix}",
        "typographic": "Use straight ones: {fix}",
        "no_space": "Write {fix}",
        "indent": "Start it where the other keys start; put the text above in quotes if it goes on",
        "deeper": "Start all items of a list at one place",
        "no_gap": "Write {fix}",
        "no_colon": "Write {fix}",
        "no_dash": "Write {fix}",
        "goes_on": "Write 'key: value'; or indent it, if it goes on with {above}",
        "": "Quote text that contains ': ' or '#'",
    },
    "Records and vocabularies are written in YAML: `key: value` lines, and lists of lines that "
    "begin with a hyphen. Most often a colon in a text is the reason, since a colon with a space "
    "after it ends a key. Text in quotes may contain anything.",
    {_RECORD: "tldr: Lamps: they are counted from a boat."},
    {_RECORD: "tldr: 'Lamps: they are counted from a boat.'"},
)
FORBIDDEN_CHARACTER = Rule(
    "PM005",
    "Character that YAML forbids",
    "the character U+{code:04X} is not allowed in YAML",
    "Remove it",
    "Control characters can't be seen. They come along when text is copied from a PDF.",
)
NESTED_TOO_DEEPLY = Rule(
    "PM006",
    "Nested too deeply",
    {
        "markup": "lists, quotes or brackets are nested more than {most} deep",
        "page": "the page is nested deeper than it can be drawn",
        "": "values are nested too deeply",
    },
    {"markup": "Write fewer levels", "page": "Write fewer levels", "": "Write plain values"},
    "No key takes more than a list of mappings, and no reader follows a list of lists that goes on "
    "like that. Deeper nesting is a mistake, or was made to crash the program that reads it.",
)
NO_KEYS = Rule(
    "PM007",
    "No keys",
    "no 'key: value' lines were found",
    "Write one key per line",
    "The file, or the front matter of a record, is a list of keys with their values.",
    {"content/tags.yml": "- night\n- harbour"},
    {
        "content/tags.yml": "night:\n  label: Night\n  description: What happens in the dark.\n"
        "harbour:\n  label: Harbour\n  description: Places where ships lie.\n"
        "counting:\n  label: Counting\n  description: How many there are."
    },
)
YAML_ALIAS = Rule(
    "PM008",
    "YAML alias",
    "a YAML alias was found",
    "Write the value out",
    "An alias repeats a value from elsewhere in the file. Whoever edits one of the two places "
    "would change the other unseen.",
    {_RECORD: "tldr: &text Lamps are counted from a boat.\nlater_title: *text"},
)
KEY_NOT_TEXT = Rule(
    "PM009",
    "Key that is not text",
    "a key is not text",
    "Write 'key: value'",
    "Keys are plain words. A list or a mapping in place of one is almost always a slip of the pen.",
    {_RECORD: "? [later_title]\n: Lamps"},
    {_RECORD: "later_title: Lamps"},
)
DUPLICATE_KEY = Rule(
    "PM010",
    "Duplicate key",
    "duplicate key",
    "Remove one",
    "Only one of the two values could count, and which one is anybody's guess.",
    {_RECORD: "theme: lamps\ntheme: tides"},
    {_RECORD: "theme: lamps\nalso: [tides]"},
)
UNKNOWN_KEY = Rule(
    "PM011",
    "Unknown key",
    "unknown key",
    {"near": "Did you mean {near!r}?", "": "Known keys: {keys}"},
    "A misspelt key would be ignored, and its value missing from the site. `docs/curators.md` "
    "lists the keys of a record.",
    {_RECORD: "arxive: '2103.00001'"},
    {_RECORD: "arxiv: '2103.00001'"},
)
MISSING_KEY = Rule(
    "PM012",
    "Missing key",
    "missing key",
    "Add '{key}: ...'",
    "Pages, lists and citations are made of these facts. Only a draft, which names what it lacks "
    "under `suggested`, may do without.",
    {"content/themes.yml": "lamps:\n  description: Light sources along a coast."},
    {
        "content/themes.yml": "lamps:\n  label: Lamps\n"
        "  description: Light sources along a coast.\n"
        "tides:\n  label: Tides\n  description: The rise and fall of water."
    },
)
EMPTY_VALUE = Rule(
    "PM013",
    "Empty value",
    "the value is empty",
    "Fill it in or remove the key",
    "What is not known is left out. An empty value looks as if something had been forgotten.",
    {_RECORD: "venue:"},
    {_RECORD: "venue: Harbour Days 2021"},
)
WRONG_TYPE = Rule(
    "PM014",
    "Wrong type of value",
    "found {value}",
    "Write {expected}",
    "Each key takes text, a list or further keys. Text that a program reads as something else can "
    "be put in quotes.",
    {_RECORD: "sources: https://example.org/lamps"},
    {_RECORD: "sources:\n- https://example.org/lamps"},
)
TOO_LONG = Rule(
    "PM015",
    "Text too long",
    "{value} has more than {most:,} characters",
    "Shorten it",
    "The text would not fit where it is shown. Most likely, text of another key has been pasted "
    "here.",
)
INVALID_JSON = Rule(
    "PM016",
    "Invalid JSON",
    "the JSON does not parse: {problem}",
    {"is_line": "Write one whole object per line", "": "Export the file again"},
    "Files whose names end in `.jsonl` hold one JSON object per line. An export that was cut short "
    "lacks its last bracket.",
    {"export.json": '[{"id": "quill2021", "title": "Counting Ships"}'},
    {"export.json": '[{"id": "quill2021", "title": "Counting Ships"}]'},
)
CUT_SHORT = Rule(
    "PM017",
    "Text cut short by #",
    "to YAML, the text ends at the # in front of {rest}",
    "Put the whole text in quotes",
    "A space and a # begin a remark. Remarks are fine, with a space after the #; what follows it "
    "at once is most likely a part of the text, as in `Lantern #1`.",
    {_RECORD: "title: Lantern #1 of the Harbour"},
    {_RECORD: "title: 'Lantern #1 of the Harbour'"},
)
LINK_OUT = Rule(
    "PM018",
    "Link out of the library",
    "the file is a symbolic link that leads out of the library",
    "Put the file itself in its place",
    "What such a link leads to differs from one machine to another, and may be nobody's to show. "
    "So it is not read, and nothing that it holds is named.",
)
INVALID_FILE_NAME = Rule(
    "PM019",
    "Invalid file name",
    {
        "code": "the file's name has the character U+{code:04X}",
        "": "the file's name has more than {most} bytes",
    },
    {"code": "Rename the file, with letters, digits and hyphens", "": "Shorten it"},
    "A file's name becomes a part of an address. What can't be seen there can't be typed either, "
    "and not every system can hold it.",
)
SWOLLEN_REFERENCES = Rule(
    "PM020",
    "References that swell",
    "the text names references to links so often that it would grow by {size:,} characters",
    "Use fewer of them, or shorter addresses",
    "A reference to a link is written out wherever its name is. Some kilobytes of names can become "
    "gigabytes of addresses, which no computer can hold.",
)
