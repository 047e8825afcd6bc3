"""In: a library that is being edited.
Out: its pages, made when a browser asks for them, and soon after a search index.
Not here: publishing; nothing below site/ is written.
"""
