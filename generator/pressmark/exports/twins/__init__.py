"""In: pages that are no paper's, with what they show.
Out: the same as Markdown, for programs that read text: `index.md` beside the page.
Not here: papers' own, which `data/paper_markdown.py` writes; which pages have one, which the table
of kinds says.
"""
