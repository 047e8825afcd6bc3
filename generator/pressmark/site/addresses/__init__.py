"""Every address that was ever published in; which of them are lost, and what keeps them, out.

Nothing here writes below `site/`.
"""
