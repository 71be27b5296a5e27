"""Rolls: files as received, companies and listings as read from them, duplicates, merges, listings to confirm.

A roll is what the roll room reads from the files in force, the council's synonyms, corrections and merges; the company
and listing records are a projection of it for pages and search, and can be made anew at any time.
"""
