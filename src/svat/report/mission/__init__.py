"""Report, mission: timetables, sign sheets, badges, calendars and the chair's page of one mission."""
