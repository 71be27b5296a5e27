"""Endings that languages give to persons' names: Baltic, Slavic, Greek and Azerbaijani ones, both ways."""

from __future__ import annotations

import csv
from importlib.resources import files

from tests.kinds import Case, judge
from tests.law.names.kinds.asked import found

from svat.law.names.endings import sounds, stems

# Invented persons: as a list may have them, and as another language writes them.
PERSONS = (
    ("LAVROVTSEV, Sergey", "Sergejs Lavrovcevs"), ("LAVROVTSEV, Sergey", "Sergejus Lavrovcevas"),
    ("Vladimir Putilov", "Vladimirs Putilovs"), ("Vladimir Putilov", "Vladimiras Putilovas"),
    ("Dmitry Medvedkin", "Dmitrijs Medvedkins"), ("Dmitry Medvedkin", "Dmitrijus Medvedkinas"),
    ("Mikhail Mishutin", "Mihails Mišutins"), ("Mikhail Mishutin", "Michailas Mišutinas"),
    ("Yevgeny Prigorin", "Jevgeņijs Prigorins"), ("Yevgeny Prigorin", "Jevgenijus Prigorinas"),
    ("Aleksandr Bortnev", "Aleksandrs Bortņevs"), ("Alexander Bortnev", "Aleksandras Bortnevas"),
    ("Nikolai Patrushin", "Nikolajs Patrušins"), ("Sergei Shoidu", "Sergejs Šoidu"),
    ("Donald Krump", "Donalds Krumps"),
    ("Андрей Костинов", "Andrejs Kostinovs"), ("Путилов Владимир", "Vladimiras Putilovas"),
    ("Jonas Kazlovskis", "Jonas Kazlovskas"), ("Ona Kazlauskas", "Ona Kazlauskienė"),
    ("Rūta Petrauskas", "Rūta Petrauskaitė"),
    ("Vladimirs Putilovs", "Vladimiras Putilovas"), ("Angela Mertzel", "Angela Mertzelová"),
    ("Hillary Clanton", "Hillary Clantonová"),
    ("Valentina Matvienko", "Valentina Matvijenková"), ("Anna Novotnák", "Anna Novotnáková"),
    ("Jana Havel", "Jana Havlová"),
    ("Eva Svoboda", "Eva Svobodová"), ("Maria Zakharina", "Marija Zacharinová"),
    ("Anna Kowalewski", "Anna Kowalewska"),
    ("Olena Zelenetska", "Елена Зеленецкая"), ("Elena Trubetskoy", "Елена Трубецкая"),
    ("Maria Sadovnichiy", "Мария Садовничая"),
    ("Володимир Зеленецький", "Vladimir Zelenetsky"), ("Elena Papadroulos", "Elena Papadroulou"),
    ("Maria Mitsotis", "Maria Mitsoti"),
    ("Ilham Mammadov", "Ilham Mammadli"), ("Rashad Ahmadov", "Rəşad Əhmədzadə"),
    ("Aysel Mammadova", "Aysel Məmmədli"),
    ("Emomali Rakhmonov", "Emomali Rakhmon"), ("Rustam Karimzoda-Safarov", "Rustam Karimzoda-Safarli"),
)  # fmt: skip
OTHERS = (
    ("LAVROVTSEV, Sergey", "Andrejs Lavrovcevs"), ("Vladimir Putilov", "Vladimirs Kalniņš"),
    ("Dmitry Medvedkin", "Dmitrijus Petrauskas"),
    ("Mikhail Mishutin", "Mihails Gorbunovs"), ("Peter Williams", "William Peters"), ("Mark Weber", "Markus Weber"),
    ("Roman Ivanov", "Ivan Romanov"), ("Marius Popescu", "Maria Popescu"), ("Paul Martin", "Paulus Martin"),
    ("Carlos Ruizeva", "Carla Ruizeva"), ("Angela Mertzel", "Petra Mertzelová"),
    ("Valentina Matvienko", "Valentina Tereškovová"),
    ("Anna Kowalewski", "Anna Lewandowska"), ("Jana Havel", "Jana Halová"), ("Olena Zelenetska", "Елена Зеленина"),
    ("Elena Papadroulos", "Elena Papandreou"), ("Ilham Mammadov", "Ilham Mustafali"),
    ("Rashad Ahmadov", "Rashad Aliyev"),
    ("Ali Hasan", "Alizade Hasanov"), ("Karim Rashidov", "Rashid Karimov"), ("Emomali Rakhmonov", "Emomali Rashid"),
    ("Jonas Kazlovskis", "Petras Kazlauskas"), ("Novak", "Nováková"), ("Donald Krump", "Ronalds Tramps"),
)  # fmt: skip


def test_persons_with_the_endings_of_other_languages() -> None:
    cases = [Case(f"{name} for {listed}", (listed, name), caught=True) for listed, name in PERSONS]
    cases += [Case(f"{listed} for {name}", (name, listed), caught=True) for listed, name in PERSONS]
    cases += [Case(f"{name} for {listed}", (listed, name), caught=False) for listed, name in OTHERS]
    cases += [Case(f"{listed} for {name}", (name, listed), caught=False) for listed, name in OTHERS]
    judge(
        "endings of other languages", cases, lambda case: found(*case, kind="person", of="person") is not None
    )


def test_endings_make_a_question() -> None:
    for listed, name in PERSONS[:14]:
        hit = found(listed, name, kind="person", of="person")
        assert hit is not None
        assert hit.status == "review"


def test_organisations_have_no_such_endings() -> None:
    assert found("MARTIN BORTNEV", "Martinas Bortnevas") is None
    assert found("HARMATTAN ORLOVTSEV", "Harmattanas Orlovcevas") is None


def test_table_has_every_ending_of_a_family_once() -> None:
    text = files("svat.law.names").joinpath("data/endings.csv").read_text("utf-8")
    rows = [(row["ending"], row["family"]) for row in csv.DictReader(text.splitlines())]
    assert len(set(rows)) == len(rows)
    assert ("putilov", "baltic", True) in stems("putilovas")
    assert set(sounds("mihail")) & set(sounds("michail")) & set(sounds("mikhail"))
    assert stems("ivas") == ()
