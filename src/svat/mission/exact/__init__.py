"""The mission's exact solver: small events whose timetable is proved to be the best one, or to be impossible."""
