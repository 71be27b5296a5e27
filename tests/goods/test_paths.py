"""Texts that are paths: their last part tells the subheading; lists, references and plain texts are none."""

import pytest

from svat.goods.classify import Classifier
from svat.goods.paths import is_list, last_part


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Plywood: other: with an outer ply of oak", "with an outer ply of oak"),
        ("Спирты: моноспирты насыщенные: бутанолы прочие", "бутанолы прочие"),
        ("Краски и лаки: прочие", ""),
        ("활어; 관상용; 기타", "관상용"),
        ("Fische, lebend: andere", ""),
        ("Peces vivos: los demás", ""),
        ("Fish; frozen, tuna", "frozen, tuna"),
        ("frozen tuna", ""),
        ("T-shirt; colour: black", ""),
        ("Станок токарный, модель: 16К20", ""),
        ("티셔츠; 색상: 검정", ""),
        ("Насосы:", ""),
        (": ;", ""),
        ("", ""),
    ],
)
def test_the_last_part_that_says_anything(text: str, last: str) -> None:
    assert last_part(text) == last


def test_semicolons_alone_may_be_a_list() -> None:
    assert is_list("sugar; salt; rice")
    assert not is_list("Vehicles: tractors; trailers")


def first(classifier: Classifier, text: str) -> str:
    return classifier.subheadings([text], 1)[0].codes[0].hs


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("Hydrogen, rare gases and other non-metals: hydrogen", "280410"),
        ("Водород, газы инертные и прочие неметаллы: азот", "280430"),
        ("Aluminium: sulphates; sulphates of aluminium", "283322"),
        ("Nuts, fresh or dried: walnuts: shelled", "080232"),
        ("Nuts, fresh or dried: walnuts: in shell", "080231"),
    ],
)
def test_what_a_path_ends_in_is_first(classifier: Classifier, path: str, code: str) -> None:
    assert first(classifier, path) == code


def test_a_list_does_not_lean_to_its_last_goods(classifier: Classifier) -> None:
    """The heading of a text without colons is that of the whole."""
    one, other = (
        classifier.read([text])[0].codes[0].hs for text in ("portland cement; salt", "salt; portland cement")
    )
    assert {one[:4], other[:4]} <= {"2523", "2501"}
