"""In: the title of a journal, a proceedings or a book, or the venue of a record.
Out: the series that it is of, the year of the edition and the track.
Not here: reading sources, or what a citation says of a venue.
"""
