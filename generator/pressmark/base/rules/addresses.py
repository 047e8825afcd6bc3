"""PM401 to PM499: addresses of pages, the list of them, and redirects."""

from __future__ import annotations

from pressmark.base.rules.rule import Rule

_LIST = "content/addresses.txt"
_REDIRECTS = "content/redirects.yml"

INVALID_ADDRESS = Rule(
    "PM401",
    "Invalid address",
    "{value} is not an address",
    {
        "is_absolute": "Write it from the site's root: papers/<id>/",
        "goes_up": "Write it without '..'",
        "lacks_slash": "End it with a slash: papers/<id>/",
        "is_long": "Write at most 1,000 bytes, and 240 between two slashes",
        "device": "Choose another name: Windows keeps {device} for a device",
        "": "Write folders of letters, digits and hyphens, each with a slash after it",
    },
    "Addresses of pages are relative to the site's root and end with a slash, so that they stay "
    "true wherever the site is published.",
    {_REDIRECTS: "/papers/oar2021/: papers/quill2021counting/"},
    {_REDIRECTS: "papers/oar2021/: papers/quill2021counting/"},
)
INVALID_ANCHOR = Rule(
    "PM402",
    "Invalid anchor",
    "{value} is not an anchor",
    "Write letters, digits and hyphens after #",
    "What follows `#` names a place on the page.",
    {_REDIRECTS: "papers/oar2021/: 'papers/quill2021counting/#the finding'"},
    {_REDIRECTS: "papers/oar2021/: papers/quill2021counting/#finding"},
)
REDIRECT_FROM_PAGE = Rule(
    "PM403",
    "Redirect from a page",
    "{old} is a page, which can't redirect",
    "Remove the line, or rename the page",
    "A redirect takes the place of a page that is gone. Here a page is still there.",
    {_REDIRECTS: "papers/mast2022flood/: papers/quill2021counting/"},
    {_REDIRECTS: "papers/mast2022/: papers/mast2022flood/"},
)
DUPLICATE_REDIRECT = Rule(
    "PM404",
    "Duplicate redirect",
    "content/{file} already redirects {old} to {new}",
    "Keep one of the two",
    "An old address redirects to one page. Records, vocabularies and `content/redirects.yml` can "
    "all redirect, and must not contradict each other.",
    {
        "content/papers/quill2021counting.md": "redirect_from: [oar2021]",
        _REDIRECTS: "papers/oar2021/: papers/mast2022flood/",
    },
    {"content/papers/quill2021counting.md": "redirect_from: [oar2021]"},
)
REDIRECT_LOOP = Rule(
    "PM405",
    "Redirect loop",
    "{loop} again",
    "Point one of them at a page",
    "Redirects that lead to one another never reach a page.",
    {_REDIRECTS: "papers/one/: papers/two/\npapers/two/: papers/one/"},
    {_REDIRECTS: "papers/one/: papers/two/\npapers/two/: papers/mast2022flood/"},
)
REDIRECT_TO_NO_PAGE = Rule(
    "PM406",
    "Redirect to no page",
    "{old} redirects to {new}, which is not a page",
    {"near": "Did you mean {near}?", "": "Point it at a page that exists"},
    "Readers who follow the old address would find nothing.",
    {_REDIRECTS: "papers/oar2021/: papers/quill2021countin/"},
    {_REDIRECTS: "papers/oar2021/: papers/quill2021counting/"},
)
REDIRECT_FROM_FILE = Rule(
    "PM407",
    "Redirect where a file is",
    {
        "below": "{below} is a file of the site, and nothing can be below it",
        "holds": "{old} is a folder of the site, which holds {holds}",
        "": "{old} is a file of the site, which can't redirect",
    },
    "Remove the line, or rename the file",
    "A redirect takes the place of what is gone. Here a file is still there: of the library's own "
    "in `content/pages/`, of the theme, or one that each build makes.",
    {_REDIRECTS: "llms.txt: papers/quill2021counting/"},
    {_REDIRECTS: "notes.txt: papers/quill2021counting/"},
)
LOST_ADDRESS = Rule(
    "PM411",
    "Lost address",
    "{address} was published, and no page or redirect is there any more",
    "{remedy}, or redirect it elsewhere: pressmark addresses --redirect {address} ADDRESS",
    "Others link to published addresses and cite them. `content/addresses.txt` lists them all, and "
    "each must have a page or a redirect forever.",
    {_LIST: "papers/oar2021/"},
    {_LIST: "papers/oar2021/", _REDIRECTS: "papers/oar2021/: papers/quill2021counting/"},
)
MORE_LOST_ADDRESSES = Rule(
    "PM412",
    "More lost addresses",
    "{count:,} more addresses are lost",
    "List them all: pressmark addresses",
    "The first lost addresses are listed by name, the others only counted.",
    {
        _LIST: "\n".join(
            ["papers/mast2022flood/", *(f"papers/oar20{year}/" for year in range(10, 32))]
        )
    },
)
UNLISTED_ADDRESS = Rule(
    "PM413",
    "Address no longer listed",
    "{address} was listed before, and the list only grows",
    "Put the line back, and redirect the address",
    "Removing a line from `content/addresses.txt` would hide a lost address, not fix it. "
    "`pressmark addresses --before` compares the list with an earlier one.",
)
CLASHING_ADDRESSES = Rule(
    "PM414",
    "Addresses that clash",
    "{address} and {other} differ only in case or accents, and some file systems keep both in one "
    "folder",
    "Rename one of the two",
    "On Windows and macOS one page would overwrite the other.",
    {_REDIRECTS: "papers/Mast2022flood/: papers/mast2022flood/"},
    {_REDIRECTS: "papers/mast2022/: papers/mast2022flood/"},
)
OTHER_LIBRARY = Rule(
    "PM415",
    "List of another library",
    "none of the {count:,} papers that are listed is here, so this is the list of another library",
    "Remove {file}, and begin a list of this library's own once it is public: pressmark addresses "
    "--update",
    "A library that began as a copy of another one has its list of addresses too. What others link "
    "to is on the other site, and this one need not keep it.",
    {_LIST: "\n".join(f"papers/oar20{year}/" for year in range(10, 32))},
)
