"""The text room: one spelling of names in any script: scripts, folding, Hangul, words, legal forms."""
