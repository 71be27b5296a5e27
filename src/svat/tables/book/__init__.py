"""Tables, book: workbooks looked at before the reader library opens them: how large they are, and what it hides."""
