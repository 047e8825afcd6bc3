"""In: the site's configuration, and the program that draws its frame.
Out: a frame for each kind of page, and every other file that the program draws.
Not here: what a page shows; and nowhere but here is known which program that is.
"""
