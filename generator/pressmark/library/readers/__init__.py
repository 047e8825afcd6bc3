"""The text of one format in; its entries, each with the line where it begins, out.

Readers never touch the disk.
"""
