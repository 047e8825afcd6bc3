"""In: a library.
Out: which pages its site has, where they are, and what each shows.
Not here: HTML, files of the site, the search index.
"""
