"""A library's folder in; its published site, made anew or brought up to date, out.

Only the command line may import this room.
"""
