"""The report room: one outcome as JSON, spreadsheet and page."""
