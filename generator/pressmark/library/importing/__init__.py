"""In: entries of a source, and a library.
Out: the records and abstracts to add.
Not here: changing a record that exists.
"""
