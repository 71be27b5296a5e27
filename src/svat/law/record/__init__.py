"""Law room, the record: what the council has on file that bears on goods: exemptions, use of caps, answers."""
