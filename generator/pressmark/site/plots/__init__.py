"""In: a library and its relations.
Out: the numbers and outlines of plots, all of them whole numbers, and the lists that marks lead to.
Not here: HTML; which pages show a plot.
"""
