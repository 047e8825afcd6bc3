"""In: the content folder.
Out: a validated library, or every finding at once.
Not here: writing, but for the cache of parsed records.
"""
