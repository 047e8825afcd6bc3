"""Words in, an exit status out: each command calls one verb of another room.

Nothing imports this room.
"""
