"""In: papers.
Out: one feed format per module.
Not here: the disk, the library; these are pure functions.
"""
