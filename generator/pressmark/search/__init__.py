"""In: what search knows of each paper.
Out: the files of the index that browsers load.
Not here: pages; `site` and `search` do not import each other.
"""
