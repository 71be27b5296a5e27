"""The corridor room: the ordered pair of countries, its rules and its goal."""
