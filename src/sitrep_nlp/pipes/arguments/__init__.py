"""The trained part of the relation layer: for each number, the spans that fill its roles.

| module | what lives there |
|---|---|
| `numbers` | what belongs to a number, by those who annotated |
| `antecedents` | nouns that a number has from another |
| `windows` | what a number can see |
| `tokens` | what is known of a token, whatever number looks at it |
| `features` | what each position of that is to the number; the rules' answers among it, as hints |
| `context` | what a token means where it stands, for networks large enough to tell |
| `network` | the scores of all arguments |
| `targets`, `loss` | what the network ought to say, and the gradient |
| `decode` | from scores to figures |
| `confidence` | how far a record is to be trusted |
| `component` | the spaCy component `sitrep_arguments` |
"""
