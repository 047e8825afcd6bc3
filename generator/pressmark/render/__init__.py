"""A page of the plan in; its sealed body and its head out.

Nothing here writes pages, or knows what draws the frame around a body.
"""
