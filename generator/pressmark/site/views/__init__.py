"""In: a library, its relations and the home page's introduction.
Out: what the table of kinds names: an index page, or the shelf of all pages of one kind.
Not here: addresses and rules of kinds, which the table holds; how a template draws a page.
"""
