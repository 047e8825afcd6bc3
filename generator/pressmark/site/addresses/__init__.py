"""In: every address that was ever published.
Out: which of them are lost, and the lines that keep them.
Not here: writing below site/.
"""
