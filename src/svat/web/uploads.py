"""The web application, uploads: how large a file may be, refused while it comes in and before it fills the disk.

What comes in lies in files without a name: where a process is killed nothing of them stays.
"""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

LARGEST = (
    64 << 20
)  # bytes of one file: rolls of a hundred thousand companies and the largest lists stay below
LARGEST_REQUEST = 6 * LARGEST + (1 << 20)  # a list may have six files


class LimitedUpload(FileUploadHandler):
    """Keeps a file that is not larger than a file may be; ends an upload that is."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Before its first bytes."""
        super().new_file(*args, **kwargs)
        self.received = 0
        self.kept = TemporaryFile()  # noqa: SIM115 - closed with the request

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Count what comes in, keep it."""
        del start
        self.received += len(raw_data)
        if self.received > LARGEST:
            self.kept.close()
            if self.request is not None:
                self.request.too_large = True  # type: ignore[attr-defined]
            raise StopUpload(connection_reset=False)
        self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        """The file, to be read from its beginning."""
        self.kept.seek(0)
        return UploadedFile(
            self.kept, self.file_name, self.content_type, file_size, self.charset, self.content_type_extra
        )
