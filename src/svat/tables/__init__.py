"""The tables room: any office's table as rows and cells: encodings, workbooks, headers, values, dates, numbers."""
