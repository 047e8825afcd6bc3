"""In: nothing.
Out: every rule that a finding can be of, stated once, in words alone, grouped by hundreds.
Not here: papers and files; whoever looks at them names the rule that is broken.
"""
