"""In: the words of a command line.
Out: text or JSON for whoever called it, and an exit status.
Not here: work; a command calls a function of another room, and no room imports this one.
"""
