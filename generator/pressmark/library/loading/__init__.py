"""The content folder in; a validated library, or every finding at once, out.

Nothing here writes but the cache of parsed records.
"""
