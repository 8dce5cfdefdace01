"""What a mention stands for: the organisation, the place, the group of people or the decree.

Pure functions over text and spans; `sitrep_nlp.pipes.linking` is the component that calls them. All of it is look-up in the
tables of `sitrep_nlp.lexicon`, indexed once.
"""
