"""What knows nothing of papers: texts, names, hashes and files in; the same, put right, out.

Nothing here may import another room.
"""
