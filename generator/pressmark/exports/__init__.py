"""In: papers and pages.
Out: every file of the site that is not a page: citations, feeds, data, cards, redirects.
Not here: which pages there are; writing, but for what is kept between builds.
"""
