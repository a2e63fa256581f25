"""No upload fills the disk: a file that is larger than may be brought in is cut off while it arrives."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from luoshi.office.documents.limits import intake

#: Where a request tells that an upload was cut off.
CUT_OFF = "luoshi.upload_cut_off"


class Quota(FileUploadHandler):
    """The first of the upload handlers (settings: FILE_UPLOAD_HANDLERS); passes on what is within the limits."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Another file begins."""
        super().new_file(*args, **kwargs)
        self.arrived = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """A part of it; the upload ends where it is too large, and the view tells so (`was_cut_off`)."""
        self.arrived += len(raw_data)
        if self.arrived > intake().file_bytes:
            assert self.request is not None
            self.request.META[CUT_OFF] = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler keeps it."""


def was_cut_off(request: Any) -> bool:
    """Whether a file of this request was larger than may be."""
    # The body is read by the first look at it.
    _ = request.FILES
    return bool(request.META.get(CUT_OFF))
