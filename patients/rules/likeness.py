"""How likely two records are one person: what they share, in words, the most telling first."""

from dataclasses import dataclass
from datetime import date

from patients.rules.names import name_key
from patients.rules.sounds import sound_key


@dataclass(frozen=True)
class Known:
    """What tells a person. `email` in any case, `phone` as E.164; empty is unknown."""

    family: str
    given: str
    birth_on: date
    phone: str = ""
    email: str = ""

    @property
    def sounds(self) -> frozenset[str]:
        return frozenset(sound_key(family=self.family, given=self.given).split())


@dataclass(frozen=True)
class Likeness:
    """`weight` sorts; 0 is nothing in common that counts."""

    weight: int
    shared: tuple[str, ...]


def likeness(one: Known, other: Known) -> Likeness:
    """The same birth date alone is nothing (one in 30,000 has it); with one name that sounds alike it is a good deal."""
    same_name = _key(one) == _key(other)
    alike = one.sounds == other.sounds
    partly = bool(one.sounds & other.sounds)
    same_birth = one.birth_on == other.birth_on
    slipped = _slipped(one.birth_on, other.birth_on)
    found = [
        (8, "same name", same_name),
        (6, "name sounds alike", alike and not same_name),
        (3, "part of the name sounds alike", partly and not alike and same_birth),
        (6, "same birth date", same_birth and partly),
        (4, "birth date nearly the same", slipped and alike),
        (5, "same phone", bool(one.phone) and one.phone == other.phone),
        (5, "same e-mail", bool(one.email) and one.email.casefold() == other.email.casefold()),
    ]
    telling = [(weight, words) for weight, words, holds in found if holds]
    return Likeness(sum(weight for weight, _ in telling), tuple(words for _, words in telling))


def _key(person: Known) -> str:
    return name_key(family=person.family, given=person.given)


def _slipped(one: date, other: date) -> bool:
    """One figure mistyped, or day and month exchanged."""
    if one == other:
        return False
    exchanged = one.year == other.year and (one.month, one.day) == (other.day, other.month)
    return exchanged or sum(a != b for a, b in zip(one.isoformat(), other.isoformat(), strict=True)) == 1
