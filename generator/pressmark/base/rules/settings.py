"""PM801 to PM899: settings of the site, and what stops a build."""

from __future__ import annotations

from pressmark.base.rules.rule import Rule

UNKNOWN_SETTING = Rule(
    "PM801",
    "Unknown setting",
    "unknown setting",
    {
        "near": "Did you mean {near!r}? A setting of your own templates goes under extra.custom",
        "": "Known settings: {keys}. One of your own templates goes under extra.custom",
    },
    "A misspelt setting would be ignored, and the site built as if nothing had been set. "
    "`docs/settings.md` lists the settings; Material's own are known too.",
    {"mkdocs.yml": "site_name: Harbour papers\nextra:\n  paper_fles: false\n"},
    {"mkdocs.yml": "site_name: Harbour papers\nextra:\n  paper_files: false\n"},
)
INVALID_SETTING = Rule(
    "PM802",
    "Wrong type of setting",
    "found {value}",
    "Write {expected}",
    'A setting is on or off, text, or a list. In quotes, `"false"` is a text, and a text that is '
    "there would count as on.",
    {"mkdocs.yml": 'site_name: Harbour papers\nextra:\n  list_files: "false"\n'},
    {"mkdocs.yml": "site_name: Harbour papers\nextra:\n  list_files: false\n"},
)
INVALID_CONTACT = Rule(
    "PM803",
    "Neither an e-mail address nor a page",
    "{value} is neither an e-mail address nor a page",
    "Write an e-mail address, or a page's address that starts with https://",
    "Readers subscribe and unsubscribe there, and mail programs follow it without asking.",
    {"mkdocs.yml": "site_name: Harbour papers\nextra:\n  subscribe: example.org/join\n"},
    {"mkdocs.yml": "site_name: Harbour papers\nextra:\n  subscribe: https://example.org/join\n"},
)
UNREADABLE_SOURCE = Rule(
    "PM804",
    "Source that can't be read",
    "{file} can't be read ({reason})",
    "Write its path from the folder of mkdocs.yml, or remove it from the list",
    "`sources` names files whose papers are part of the library. Without one of them, the site "
    "would lose its papers without a word.",
    {"mkdocs.yml": "site_name: Harbour papers\nextra:\n  sources: [missing.bib]\n"},
    {"mkdocs.yml": "site_name: Harbour papers\nextra:\n  sources: []\n"},
)
BUILD_STOPPED = Rule(
    "PM811",
    "The build stopped",
    "{problem}",
    "",
    "Something other than the library's content stopped the build: a template, the configuration, "
    "or a full disk. The published site stays as it was.",
)
