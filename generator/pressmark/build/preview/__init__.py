"""A library under edit in; its pages, made when a browser asks for them, out.

Nothing here publishes.
"""
