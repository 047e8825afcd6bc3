"""In: a text with formulas of LaTeX between dollar signs or the like.
Out: the same as HTML with MathML, as plain text, or in pieces.
Not here: papers; what is shown as math and what as text is up to whoever shows it.
"""
