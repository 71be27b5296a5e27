"""Report room, introductions: one run of the main job: its model and its writers (JSON, spreadsheet, page, CSV)."""
