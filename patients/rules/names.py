"""Names as they are kept and as they are found: the key ignores case, accents and punctuation."""

import re
import unicodedata

# Letters that no Unicode decomposition takes apart.
_SINGLE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "ħ": "h", "ŧ": "t"}
)
_APOSTROPHES = re.compile("['`\u2019\u00b4\u02bc]")
_NOT_WORD = re.compile(r"[\W_]+")
KEY_LENGTH = 200

# Marks that turn the direction of text around can make one name look like another.
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNREADABLE = "\ufffd"


def fold(text: str) -> str:
    """Lower case without accents, apostrophes gone, everything that is no letter or digit as one space."""
    if text.isascii():
        return _NOT_WORD.sub(" ", _APOSTROPHES.sub("", text.lower())).strip()
    lowered = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(_SINGLE)
    bare = "".join(char for char in lowered if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", _APOSTROPHES.sub("", bare)).strip()


def name_key(*, family: str, given: str) -> str:
    """What lists are sorted by and names are found in: "okafor amara"."""
    return fold(f"{family} {given}")[:KEY_LENGTH]


def tidy(text: str) -> str:
    """One line: outer spaces gone, inner runs of them one space."""
    return " ".join(text.split())


def has_unusable(text: str, *, lines: bool = False) -> bool:
    """Whether the text holds control characters (NUL too), direction marks or characters that arrived unreadable."""
    allowed = "\n\r\t" if lines else "\t"
    return any(
        char in _DIRECTION
        or char == _UNREADABLE
        or (unicodedata.category(char) in {"Cc", "Cs"} and char not in allowed)
        for char in text
    )
