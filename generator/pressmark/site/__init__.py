"""A library in; which pages its site has, where they are, and what each shows, out.

Nothing here draws a page, writes a file or knows of search.
"""
