"""In: a library.
Out: where its papers are in a space of meaning, and which are near each other there.
Not here: pages and files of the site; words for what two papers share.
"""
