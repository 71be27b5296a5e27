"""The web application, uploads: how large a file may be, refused while it comes in and before it fills the disk."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

LARGEST = (
    64 << 20
)  # bytes of one file: rolls of a hundred thousand companies and the largest lists stay below


class LimitedUpload(FileUploadHandler):
    """Ends an upload that is larger than a file may be."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count what comes in, pass it on."""
        del start
        self.received += len(raw_data)
        if self.received > LARGEST:
            if self.request is not None:
                self.request.too_large = True  # type: ignore[attr-defined]
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler has the file."""
        del file_size
