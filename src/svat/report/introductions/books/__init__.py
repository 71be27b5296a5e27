"""Report, books: the workbooks of a run: introductions and decisions for the office, answers for a company."""
