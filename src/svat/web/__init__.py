"""The web application: people, forms, pages and a database over the council's services; it computes nothing itself.

`settings` reads the surroundings, `permissions` says who may do what, `actions` is the only way to change anything, and
every part has `models` (nouns), `actions` (changes), `queries` (what a page reads, scoped to the member), `views` and
`urls`. Start it with `svat serve`.
"""
