"""The trained recogniser beside the rules.

`hints` sets aside what the rules found, `layers` lets the recogniser see it, `merge` settles what stands in `doc.ents`.
The recogniser itself is spaCy's `ner`.
"""
