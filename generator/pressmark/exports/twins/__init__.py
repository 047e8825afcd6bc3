"""In: pages that are no paper's, with what they show.
Out: the same as Markdown, `index.md` beside the page, for programs that read text.
Not here: which pages have one, which the table of kinds says; papers' own, in `data/`.
"""
