"""Names that sound alike share a key; names that do not, do not."""

import pytest

from patients.rules.sounds import sound_key, word_sound


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("schmidt", "smith"),
        ("meyer", "maier"),
        ("catherine", "katharina"),
        ("sara", "sarah"),
        ("steven", "stephen"),
        ("nowak", "novak"),
        ("christine", "kristin"),
        ("thompson", "tomson"),
        ("knight", "nite"),
        ("wright", "rite"),
        ("yusuf", "jusuf"),
        ("haddad", "hadad"),
        ("michael", "mikael"),
        ("zofia", "sofia"),
    ],
)
def test_said_alike(one: str, other: str) -> None:
    assert word_sound(one) == word_sound(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("delgado", "delgadillo"), ("ines", "nessie"), ("brandt", "berg"), ("silva", "silver"), ("rachel", "rahel")],
)
def test_said_otherwise(one: str, other: str) -> None:
    assert word_sound(one) != word_sound(other)


def test_family_and_given_name_may_be_swapped_and_accents_do_not_count() -> None:
    assert sound_key(family="Delgado", given="Inés") == sound_key(family="ines", given="DELGADO")


@pytest.mark.parametrize("name", ["", "!", "李", "a", "h", "x" * 500])
def test_any_name_has_a_key_that_fits(name: str) -> None:
    assert len(sound_key(family=name, given=name)) <= 100
