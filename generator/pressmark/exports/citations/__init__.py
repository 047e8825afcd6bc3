"""In: a reference.
Out: one citation format per module.
Not here: the disk, the library; these are pure functions.
"""
