"""In: a page of the plan, and the templates.
Out: its body, sealed, and its head.
Not here: writing pages; what draws the frame around a body.
"""
