"""Corridor room, register: what was promised, and what became of it, as known on any day."""
