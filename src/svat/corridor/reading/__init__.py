"""Corridor room, reading: the corridor file, table by table, each refusal with its line."""
