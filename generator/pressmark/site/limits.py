"""How long lists and indexes may be before they are split, in papers or entries.

Looked up as `limits.PART` at each use, so that a handful of papers can fill a long list.
"""

from __future__ import annotations

# Lists longer than twice this are split: the newest papers first, older ones in parts of this size.
PART = 100
# Of more parts than these, each links to some of the others only.
PARTS_AT_ONCE = 40
# The list of all papers is one page up to here.
PAPERS_AT_ONCE = 500
# Indexes longer than these begin with the most frequent and go on a letter a page.
PEOPLE_AT_ONCE = 2_000
TAGS_AT_ONCE = 600
MOST_FREQUENT = 200
# A letter's page holds so many.
LETTER_PART = 500
# A paper's page leads to so many related papers, in libraries of many papers to fewer.
RELATED = 6
RELATED_IN_LARGE = 4
# The map has a link for each of so many papers, and a summary of each of so many; where there are
# more, it lists some of each region.
POINTS_AT_ONCE = 2_000
SUMMARIES_AT_ONCE = 500
MAP_LISTED = 6
# So many papers at most stand side by side.
COMPARED = 6
# The page of what is new lists so much of it, the latest, and files for programs and scripts more.
NEWS = 200
NEWS_IN_FILES = 1_000
# Above so many papers a library has only those files beside its pages that most readers want,
# unless its settings ask for all: what hosts take is limited.
LARGE = 5_000
