"""Records in; a validated library, and what its papers have to do with each other, out.

Only `base` may be imported here: nothing knows of pages, addresses or files of the site.
"""
