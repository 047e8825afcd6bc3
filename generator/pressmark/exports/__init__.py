"""Papers and pages in; every file of the site that is no page out.

Nothing here decides which pages there are, nor writes to the disk but what is kept between builds.
"""
