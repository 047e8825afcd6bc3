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
REFUSED_SETTING = Rule(
    "PM805",
    "Setting that pressmark does not apply",
    "{reason}",
    "{advice}",
    "A setting of MkDocs or of its theme works with pressmark as it does without, or it stops the "
    "build: one that is passed over would leave the site other than its `mkdocs.yml` says. "
    "[The list of all of them](settings.md#settings-of-mkdocs) says which is which.",
    {"mkdocs.yml": "site_name: Harbour papers\nuse_directory_urls: false\n"},
    {"mkdocs.yml": "site_name: Harbour papers\nuse_directory_urls: true\n"},
)
REFUSED_PLUGIN = Rule(
    "PM806",
    "Plugin that does not go with pressmark",
    "{reason}",
    "{advice}",
    "Most pages are pressed, not drawn one by one: a plugin never sees them, and would work on "
    "some pages of the site only, or list pages that are not there. [The list of "
    "plugins](settings.md#plugins) says which work and what takes the place of the others.",
    {"mkdocs.yml": "docs_dir: content/pages\nplugins: [pressmark, rss]\n"},
    {"mkdocs.yml": "docs_dir: content/pages\nplugins: [pressmark, include-markdown]\n"},
)
REFUSED_HOOK = Rule(
    "PM807",
    "Hook that does not go with pressmark",
    "{file} has {events}, which would not reach the pages that pressmark presses",
    "Remove it, change the template instead, or name {file} in extra.allowed_plugins if what it "
    "does is meant for hand-written pages",
    "Most pages are pressed, not drawn one by one: a hook never sees them, and what it changes "
    "would change on some pages of the site only.",
)
NAV_TO_NO_PAGE = Rule(
    "PM808",
    "Navigation to no page",
    "the navigation leads to {target}, which is not a page of the library",
    {
        "near": "Did you mean {near}? Pages are named by their source, as in about.md or papers.md",
        "": "Write the page, as content/pages/{target}, or remove the entry",
    },
    "Every page has the navigation, and its readers would find nothing. Generated pages are named "
    "as if they were files: `papers.md`, `themes/<id>.md`.",
    {"mkdocs.yml": "site_name: Harbour papers\nnav: [index.md, {Crew: crew.md}]\n"},
    {"mkdocs.yml": "site_name: Harbour papers\nnav: [index.md, {All papers: papers.md}]\n"},
)
FILE_NOT_FOUND = Rule(
    "PM809",
    "File of a setting not found",
    "there is no file {target}",
    "Put it at content/pages/{target}, or fix the path",
    "Every page would ask for a file that is not there.",
    {"mkdocs.yml": "site_name: Harbour papers\nextra_css: [assets/own.css]\n"},
    {
        "content/pages/assets/own.css": "h1 { font-style: italic; }\n",
        "mkdocs.yml": "site_name: Harbour papers\nextra_css: [assets/own.css]\n",
    },
)
STRICT_WARNING = Rule(
    "PM810",
    "What a strict build would stop at",
    "{problem}",
    "Fix it, or build without --strict",
    "Hand-written pages are drawn by MkDocs, which warns of links that lead nowhere; a strict "
    "build stops there.",
)
BUILD_STOPPED = Rule(
    "PM811",
    "The build stopped",
    "{problem}",
    "",
    "Something other than the library's content stopped the build: a template, the configuration, "
    "or a full disk. The published site stays as it was.",
)
