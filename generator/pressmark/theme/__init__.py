"""The program that draws the site's frame, and its configuration, in; a frame for each kind of
page, and all other files that it draws, out.

Nothing outside this room may know which program that is.
"""
