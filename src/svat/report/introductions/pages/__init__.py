"""Report room, introductions, pages: the council's folder of pages: what to do first, and a page per company."""
