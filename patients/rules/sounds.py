"""How a name sounds, as a short key: spellings that are said alike (Schmidt and Smith, Nowak and Novak, Sara and Sarah) share it.

A folding of our own in the manner of the known phonetic keys, made for names of many languages: it only ever proposes who may be the
same person, a person decides. Wide on consonants, deaf to vowels, which vary most between spellings.
"""

import re

from patients.rules.names import fold

LONGEST_WORD = 8
KEY_LENGTH = 100

# In this order: what is silent at the start, groups of letters that are one sound, then single letters.
_STEPS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:kn|gn|pn)", "n"),
        (r"^(?:wr|rh)", "r"),
        (r"^(?:ps|x)", "s"),
        (r"^y(?=[aeiou])", "j"),
        (r"(?<=m)p(?=[st])|(?<=m)b$", ""),
        (r"ght", "t"),
        (r"ph|pf", "f"),
        (r"tsch|tch|cz", "C"),
        (r"sch|sh|sz|sc(?=[eiy])", "s"),
        (r"ch|ck|cq|kh|gh|q", "k"),
        (r"c(?=[eiy])|ts|tz|z", "s"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"dt|th|d", "t"),
        (r"g(?=[eiy])", "j"),
        (r"g", "k"),
        (r"[vw]", "f"),
        (r"(?<!^)h", ""),
    )
)
_VOWELS = re.compile(r"[aeiouy]+")
_REPEATED = re.compile(r"(.)\1+")


def word_sound(word: str) -> str:
    """Of one folded word; a word without any Latin consonant (or of another script) is its own sound."""
    heard = word
    for pattern, sound in _STEPS:
        heard = pattern.sub(sound, heard)
    first = "a" if heard and heard[0] in "aeiouy" else ""
    heard = _REPEATED.sub(r"\1", first + _VOWELS.sub("", heard))
    return (heard or word)[:LONGEST_WORD]


def sound_key(*, family: str, given: str) -> str:
    """The sounds of all words in alphabetical order, so that family and given name may have been swapped: "ns tlkt"."""
    return " ".join(sorted(word_sound(word) for word in fold(f"{family} {given}").split()))[:KEY_LENGTH]
