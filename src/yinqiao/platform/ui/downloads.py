"""A stored file as a download that no browser keeps."""

from __future__ import annotations

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from yinqiao.platform.files.models import StoredFile
from yinqiao.platform.files.store import open_chunks


def answer_file(file: StoredFile) -> StreamingHttpResponse:
    """The file under its name; who asks must have been let in, and the reading noted, before."""
    # Decrypted before the transaction ends: what is streamed must not need the database any more.
    answer = StreamingHttpResponse(open_chunks(file), content_type=file.content_type)
    answer["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    answer["Cache-Control"] = "no-store"
    return answer
