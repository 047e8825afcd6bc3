"""In: papers.
Out: one format of data about them per module.
Not here: the disk; these are pure functions.
"""
