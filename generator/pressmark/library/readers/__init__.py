"""In: the text of one format.
Out: its entries, each with the line where it begins.
Not here: the disk.
"""
