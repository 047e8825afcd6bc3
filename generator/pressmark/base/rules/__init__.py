"""What a finding can be: every rule once, in words alone, grouped by hundreds.

A rule knows no paper and no file; whoever looks at them names the rule that is broken.
"""
