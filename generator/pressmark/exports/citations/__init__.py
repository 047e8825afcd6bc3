"""A reference in; one format of citations a module out. Pure functions of text."""
