"""A newsletter in; what each subscriber gets by e-mail, and who got it, out.

Nothing here builds or publishes the site.
"""
