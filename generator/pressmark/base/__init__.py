"""In: texts, names, hashes and files of any kind.
Out: slugs, dates in words, safe HTML, findings, files written whole.
Not here: papers, pages, any other room.
"""
