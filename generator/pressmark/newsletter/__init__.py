"""In: a library, and a list of subscribers.
Out: a newsletter, the e-mail that each of them gets, and a report of who got it.
Not here: building or publishing the site.
"""
