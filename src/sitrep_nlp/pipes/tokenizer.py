"""spaCy's English tokenizer, cut finer where bulletins glue things together: `USD330K`, `100kg`, `+266,000`, `Lima¹`, `n=40`."""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

_PREFIXES = [
    r"(?:US|C|R|A|S/)\$(?=\d)",
    r"(?:[A-Z]{3}|S/\.?|Rs\.?|US)(?=\d)",
    r"[~+><≥≤≈¹²³⁴-⁹|●•▪■►–—]",
    r"\*+",
    r"\\",
    r"-(?=\d)",
    r"\.(?=\d{1,3},\d{3})",
]
_SUFFIXES = [
    r"(?<=\d)[A-Za-z]+",
    r"[¹²³⁴-⁹]+",
    r"\*+",
    r"[|–—]",
    r"(?<=[\d%])\+",
    r"(?<=[¹²³⁴-⁹%])\.",
    r"(?<=\d[KMBkmb])\.",
    r"(?<=\b[KMBkmb])\.",
    r"(?<=[a-z]{2}[.,;])\d{1,2}",
    r"(?<=[a-z]{4})\d{1,2}",
    r"(?<=\d)/",
]
_INFIXES = [
    r"[|–—●•]",
    r"\*+",
    r"(?<=[A-Za-z])/(?=[A-Za-z])",
    r"(?<=\d)-(?=[A-Za-z])",
    r"(?<=[a-z])-(?=\d)",
    r"(?<=[a-z)])(?=\()",
    r"(?<=[a-z])[.,;:](?=[A-Z])",
    r"(?<=\w)[()](?=\w)",
    r"(?<=\d)-(?=\d)",
    r"(?<=[A-Za-z])=(?=\d)",
    # Where a space was forgotten after a bracket or a word: "(61%),dining", "(US$ 86).165", "services;1004".
    r"(?<=[%\d)\]])[)\]](?=[\w.,;)\]])",
    r"(?<=[)\]])[.,;](?=\w)",
    r"(?<=[a-z]{3})[.,;](?=\d)",
    r"(?<=\d),(?=[a-z]{3})",
    r"(?<=\d)\.(?=[A-Z][a-z]{2})",
    # "500 women/450 men" (not "Law 13ter/2014"), "49M/15F", and "SYP 1,140/50 ml": a price and its measure.
    r"(?<=[a-z]{3})(?<!\d[a-z]{3})/(?=\d)",
    r"(?<=\d)[MFWBG](?=/\d)",
    r"(?<=[MFWBG])(?<![A-Za-z][MFWBG])/(?=\d)",
    r"(?<=\d,\d{3})/(?=\d)",
]
# "k.", "m." and "b." are multipliers at a sentence's end, not abbreviations; "8)" and "=3" are no faces here.
_NO_EXCEPTION = re.compile(r"[kmb]\.|\W*\d+\W*")


@registry.tokenizers("sitrep_nlp.Tokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], Tokenizer]:
    def make(nlp: Language) -> Tokenizer:
        defaults = nlp.Defaults
        return Tokenizer(
            nlp.vocab,
            rules={
                text: parts
                for text, parts in (defaults.tokenizer_exceptions or {}).items()
                if not _NO_EXCEPTION.fullmatch(text)
            },
            prefix_search=compile_prefix_regex([*_PREFIXES, *(defaults.prefixes or ())]).search,
            suffix_search=compile_suffix_regex([*_SUFFIXES, *(defaults.suffixes or ())]).search,
            infix_finditer=compile_infix_regex([*_INFIXES, *(defaults.infixes or ())]).finditer,
            url_match=defaults.url_match,
        )

    return make
