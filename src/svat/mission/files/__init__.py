"""Mission, files: a visit as the office keeps it, mission.toml and tables of people, places and requests."""
