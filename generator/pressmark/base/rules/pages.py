"""PM501 to PM599: the pages that curators write by hand."""

from __future__ import annotations

from pressmark.base.rules.rule import Rule

_PAGE = "content/pages/about.md"
_START = "---\ntitle: About\ndescription: About this library.\n---\n\n"

PAGE_WITHOUT_FRONT_MATTER = Rule(
    "PM501",
    "Page without front matter",
    "the page has no front matter",
    "Start it with a title and a description between two lines of three hyphens",
    "Every page has a title and a description: for the browser's tab, for search engines and for "
    "those who share it.",
    {_PAGE: "# About\n\nThis library is about lamps.\n"},
    {_PAGE: f"{_START}This library is about lamps.\n"},
)
PAGE_WITHOUT_KEY = Rule(
    "PM502",
    "Page without a title or description",
    "the page's front matter lacks a {key}",
    "Add '{key}: ...'",
    "Every page has a title and a description: for the browser's tab, for search engines and for "
    "those who share it.",
    {_PAGE: "---\ntitle: About\n---\n\nThis library is about lamps.\n"},
    {_PAGE: f"{_START}This library is about lamps.\n"},
)
PAGE_NAME_TAKEN = Rule(
    "PM503",
    "Page name taken",
    {
        "folder": "the site has a folder of this name",
        "": "the library generates a page of this name itself",
    },
    "Rename the file",
    "Both would have the same address.",
    {"content/pages/themes.md": f"{_START}All themes.\n"},
    {"content/pages/on-themes.md": f"{_START}All themes.\n"},
)
LINK_TO_NO_PAGE = Rule(
    "PM504",
    "Link to no page",
    "a link leads to {target}, which is not a page of the library",
    "Fix or remove the link",
    "Readers would find nothing. Pages of the library are linked to by the name of their source, "
    "as in `papers/<id>.md`.",
    {_PAGE: f"{_START}See [lamps](papers/quill2021lamps.md).\n"},
    {_PAGE: f"{_START}See [lamps](papers/quill2021counting.md).\n"},
)
LINK_TO_NO_ANCHOR = Rule(
    "PM505",
    "Link to no anchor",
    "a link leads to {target}, but the page has no such anchor",
    "Fix or remove the link",
    "Readers would be left at the top of the page. What follows `#` must be the id of a place "
    "there.",
)
SAME_ADDRESS = Rule(
    "PM506",
    "Two files at one address",
    "{other} is at the same address",
    "Rename one of the two",
    "A page is at the address that its file's name says, and so is a file of the library's own. "
    "One of the two would take the other's place.",
    {
        "content/pages/about.md": f"{_START}About us.\n",
        "content/pages/about/index.md": f"{_START}About us.\n",
    },
    {
        "content/pages/about.md": f"{_START}About us.\n",
        "content/pages/about/people.md": f"{_START}About us.\n",
    },
)
