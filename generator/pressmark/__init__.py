"""Pressmark: a folder of paper records in, a library website out.

The public interface is re-exported here; `pressmark --help` is its command line.
"""

from pressmark.findings import Finding, InvalidLibraryError
from pressmark.library import Library
from pressmark.load import load
from pressmark.paper import Paper

__all__ = ["Finding", "InvalidLibraryError", "Library", "Paper", "load"]
