"""What search knows of each paper in; the files of the index that browsers load out.

Nothing here knows of pages: `site` and `search` do not look at each other.
"""
