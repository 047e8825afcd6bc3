"""In: a work of a kind that bibliographies have now and then, such as a film, a talk or a treaty.
Out: its citation in each of the printed styles.
Not here: papers, books and the like; libraries without such works load none of this.
"""
