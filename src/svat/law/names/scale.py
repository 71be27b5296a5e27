"""Law, names: every constant of name screening, in one place. Fixed on seed 0 of the benchmark; see docs."""

from __future__ import annotations

# From this score on a name is shown to a person at all; from the second on it is a hit.
REVIEW_FROM = 0.84
HIT_FROM = 0.92

# How alike two words are, by what makes them so.
EQUAL = 1.0
VARIANT = 0.97  # two spellings of one name in the table of variants
ABBREVIATED = 0.95  # a word of business and its abbreviation in the table
NICKNAME = 0.90  # a given name and one of its short forms
HEARD = 0.95  # equal phonetic keys
JOINED = 0.97  # two words written as one
MISREAD = 0.93  # equal but for letters that a scanner confuses
VOWELS_LEFT_OUT = 0.92  # inside the word, as in an abbreviation
OTHER_VOWELS = 0.80  # equal consonant skeletons
INITIAL = 0.60  # a letter for a listed word
LISTED_INITIAL = 0.70  # a word for a letter of a listed name that has a surname and letters alone
MEANT = 0.95  # a word of organisations in another language
ENDING = 0.92  # equal but for the endings that a language gives to names
OTHER_SURNAME = 0.88  # -ov, -li, -zade or none
ROMANISED = 0.95  # a Chinese word, and a person's whole name, in another romanisation
# A word in Arabic letters and one in Latin: by how many consonants they share (the last row: or more), then by how
# many of the vowels between them differ.
CROSS_SCRIPT = ((), (0.86,), (0.92, 0.80), (0.94, 0.86), (0.95, 0.88, 0.80), (0.96, 0.91, 0.86))
ENDINGS = frozenset({"ending", "ending added", "ending lacking", "surname"})
NEVER_SURE = frozenset(
    {"initial", "letters", "nickname", "meant", "romanised", "short"} | ENDINGS
)  # enough for a question, never for a hit

# Likeness after one or two edits (letter wrong, missing, added or two swapped), by length of the longer word.
ONE_EDIT = {3: 0.66, 4: 0.82, 5: 0.86, 6: 0.88, 7: 0.90}
ONE_EDIT_LONGER = 0.92
TWO_EDITS = {6: 0.60, 7: 0.70, 8: 0.76, 9: 0.80}
TWO_EDITS_LONGER = 0.84

# What a word counts: 1 when it is in one listed name, less the more names it is in.
COMMON_AT_MOST = 0.30  # organisation words: trading, company …
PARTICLE_AT_MOST = 0.10  # al, bin, de …
TITLE_AT_MOST = 0.04  # Dr, Sheikh, Jr …
BESIDE_AT_MOST = 0.04  # father's name, number of a row, kind of ship, where the other name has none
# What a score is multiplied by where only a question is left of it.
DOUBTED = {
    "swapped": 0.90,
    "number": 0.95,
    "father": 0.98,
    "initial": 0.99,
    "one word": 1.0,
}
# A person's name all of which is in another one, by words that count so much together: a question.
CONTAINED = 0.85
TOLD_FROM = 1.5
SURE_WORD = 0.95  # likeness of such words at least
NUMBER_AT_LEAST = 0.35  # a small number where the other name has another one
INITIAL_WEIGHT = 0.35
FORM_AT_MOST = 0.04  # all words of legal forms in a name together
ASIDE_AT_MOST = 0.90  # score that a name reaches only by leaving a word at its edge aside: a question
LETTERS_OF_REST = 5  # of a word that is not letter by letter the same, where another is left aside
LEAST = 0.04
GUESS_FROM = 0.80  # likeness from which an unknown word counts what the word counts that it is like

# score = largest of: query covered, times what of the listed name is covered; and the other way about.
PART_OF_LISTED = 0.62  # a query all of whose words are in a listed name, however little of it they cover
MORE_THAN_LISTED = 0.36  # a listed name all of whose words are in the query, however little of it they cover

WHOLE_FROM = 0.88  # names written together, likeness of letters
WHOLE_LETTERS = 7  # shorter ones are not compared so
WHOLE = 0.95
WHOLE_WORDS_FROM = (
    0.76  # of a person's name of as many words, the score word by word without which it does not count
)
KOREAN_FROM = 0.90  # a Hangul name and a Latin one, both in one form for all spellings of Korean
KOREAN_LETTERS = 6
KOREAN_LETTERS_EXACT = 5  # of names that are equal in that form
KOREAN = 0.94
PREFIX_LETTERS = 15  # a query as long as this that begins a listed name is that name cut short
PREFIX_OWN_LETTERS = (
    7  # of these without legal forms: so many, and where fewer than all, so much of the listed name's
)
PREFIX_SHARE = 0.7
PREFIX_SCORE = 0.90

# Of an entry that is of another kind than the party. Ships and aircraft are found by their numbers.
OTHER_KIND = {"person": 0.90, "organisation": 0.90, "vessel": 0.80, "aircraft": 0.80}
OTHER_NUMBER = 0.88  # the same number under another label
GUESSED = 0.97  # a name in Han characters, read in Chinese or Korean
WEAK_NAME = 0.97  # a name that the publisher calls weak
SCRIPT_COVERED_FROM = 25  # listed names in a script, without which that script is not screened
HITS_KEPT = 25  # of one party, the best
