"""In: a library's folder.
Out: its published site, built anew or brought up to date.
Not here: what a page shows; which program draws its frame.
"""
