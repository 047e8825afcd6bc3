"""In: records, as curators, reference managers and bulk files write them.
Out: a validated library and how its papers are related, or every finding at once.
Not here: pages, files of the site, and addresses but for a paper's own.
"""
