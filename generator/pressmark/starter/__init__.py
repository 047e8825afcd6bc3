"""In: a name, an address and a licence.
Out: a folder with all that a library of one's own needs, or nothing at all.
Not here: reading bibliographies; whoever calls has the records written.
"""
