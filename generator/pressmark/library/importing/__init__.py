"""Entries of a source and a library in; the records and abstracts to add out.

Nothing here may change a record that exists.
"""
