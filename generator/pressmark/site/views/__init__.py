"""What the pages of each kind show, a module a kind but for the indexes and the letters.

The table of kinds names what a module here gives: an index page, or a shelf. Nothing here draws.
"""
