"""Where the tokenizer cuts what bulletins glue together."""

from __future__ import annotations

import pytest
from spacy.language import Language


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("USD330K, 100kg", "USD 330 K , 100 kg"),
        ("+266,000 in Lima¹", "+ 266,000 in Lima ¹"),
        ("(n=40) in Tacna=43", "( n = 40 ) in Tacna = 43"),
        ("CFR=0.9", "CFR = 0.9"),
        ("(61%),dining hall", "( 61% ) , dining hall"),
        ("services;1004 children", "services ; 1004 children"),
        ("(US$ 86).165 Some", "( US$ 86 ) . 165 Some"),
        ("SYP 107/ bundle", "SYP 107 / bundle"),
        ("SYP 1,140/50 ml", "SYP 1,140 / 50 ml"),
        ("Law 13ter/2014", "Law 13ter/2014"),
        ("50 women/45 men (49M/15F, 7 B/5 G)", "50 women / 45 men ( 49 M / 15 F , 7 B / 5 G )"),
        ("Round 34.Most in Camp 3,two at sea .1,820 masks", "Round 34 . Most in Camp 3 , two at sea . 1,820 masks"),
        ("airports (8) or n=3", "airports ( 8 ) or n = 3"),
        ("It cost $2.5M.", "It cost $ 2.5 M ."),
        ("on 22 Oct. at 7 a.m.", "on 22 Oct. at 7 a.m."),
        ("Peru's 3,500.50", "Peru 's 3,500.50"),
    ],
)
def test_tokens(rules: Language, text: str, tokens: str) -> None:
    assert [token.text for token in rules.make_doc(text)] == tokens.split()
