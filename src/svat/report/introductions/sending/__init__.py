"""Report, sending: what each company gets: its sheet, a letter, and a table for its answers."""
