"""Papers in; one format of data about them a module out. Pure functions of text."""
