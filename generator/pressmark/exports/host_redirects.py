"""Old addresses of files in, such as `talk.pdf`, that no page can take the place of, since hosts
send a file as what its name says. What leads on from them all the same out: rules for hosts that
have such, and a list that the page of what is missing looks them up in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from pressmark.site.addresses.redirects import HOME, parted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pressmark.site.addresses.redirects import Moved
    from pressmark.site.settings import Site

# The page of what is missing asks for the list by this name.
LIST = "redirects.json"
# Netlify's and Cloudflare's name for rules; GitHub Pages has none.
RULES = "_redirects"


def host_files(moved: Iterable[Moved], site: Site) -> Iterator[tuple[str, bytes]]:
    """The files that lead on from old addresses of files, by path; none where there are no such."""
    files = [redirect for redirect in moved if redirect.is_other_file]
    if files:
        places = {redirect.old: _relative(redirect) or HOME for redirect in files}
        yield LIST, json.dumps(places, indent=0, sort_keys=True).encode() + b"\n"
        base = urlsplit(site.url).path
        lines = [
            f"{base}{quote(redirect.old)} {base}{_relative(redirect)} 301\n" for redirect in files
        ]
        yield RULES, "".join(sorted(lines)).encode()


def _relative(moved: Moved) -> str:
    """Where an address leads, from the site's root on."""
    address, anchor = parted(moved.new)
    return quote(address) + anchor
