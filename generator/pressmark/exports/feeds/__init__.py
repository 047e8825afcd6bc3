"""Papers in; one format of feeds a module out. Pure functions of text."""
