"""Pagefind's programs in; the same out, but that a file which cannot be had ends a search.

As they come, they take whatever a server answers for the file, go on without one that failed, and
so find nothing where nothing was looked at; and they wait for an answer as long as it takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 30
"""Seconds after which a file that is still not there never comes."""

# What is asked for anew because it was gone or broken is not taken from where the browser keeps it:
# the instance has a tag for its entry then.
_FETCH = (
    "await fetch(queued.input,{"
    f"signal:AbortSignal.timeout({PATIENCE * 1000}),"
    'cache:this.metaCacheTag===null?"default":"reload"'
    "}).then((answer)=>{if(!answer.ok)throw Error(`${queued.input}: ${answer.status}`);"
    "return answer;})"
)
# The browser's own program compares a file with its checksum.
_GUNZIP = (
    "data=new Uint8Array(await new Response(new Blob([data]).stream()"
    '.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());'
)
# So nothing calls theirs any more, a sixth of each file: from here to there.
_UNCALLED = ("var u8=Uint8Array;", "var gz_default=gunzipSync;")
# What the programs say, what they are to say, and how often.
_MENDS = (
    ("await fetch(queued.input)", _FETCH, 1),
    ('decompress(data,file="unknown file"){', 'async decompress(data,file="unknown file"){', 1),
    ("=this.decompress(", "=await this.decompress(", 4),
    ("data=gz_default(data);", _GUNZIP, 1),
    ("console.error(`Decompressing ", "throw Error(`Decompressing ", 1),
    ("console.error(`Failed to load the index chunk ", "throw Error(`Failed to load the index ", 1),
    (
        "console.error(`Failed to load the meta index",
        "throw Error(`Failed to load the meta index",
        1,
    ),
    ('throw new Error("Failed to load Pagefind metadata")', "throw e", 1),
    # Whoever searches hears of it; nobody hears what a constructor begins.
    ("?.language);}async options(", "?.language).catch(()=>{});}async options(", 1),
)


def mended(name: str, body: bytes, expect: Callable[[bool, str], None]) -> bytes:
    """The program `body`, in a file of that name, with its faults mended; `expect` is told of each
    whether it is there as often as it was, and otherwise what is wrong."""
    source = body.decode()
    for found, better, times in _MENDS:
        count = source.count(found)
        expect(count == times, f"{name}: {found!r} found {count} times, not {times}")
        source = source.replace(found, better)
    for end in _UNCALLED:
        expect(source.count(end) == 1, f"{name}: {end!r} found {source.count(end)} times, not once")
    start, stop = map(source.index, _UNCALLED)
    rest = source[:start] + source[stop + len(_UNCALLED[1]) :]
    expect(start < stop and "gunzip" not in rest, f"{name}: what is not called is elsewhere")
    return rest.encode()
