"""Matching: runs as drafts and as published, introductions with what each company may see, companies' decisions."""
