"""Uploads that are whole or not there: written beside, synced, then renamed. Static files named by their content."""

import os
import tempfile
from pathlib import Path
from typing import IO, Any

from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Modules that a script imports carry their hash too, so that no browser mixes two versions."""

    support_js_module_import_aggregation = True


class AtomicFileSystemStorage(FileSystemStorage):
    """Never leaves half a file under its final name, whatever ends the write (full disk, crash, power)."""

    def _save(self, name: str, content: Any) -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
        try:
            with os.fdopen(handle, "wb") as file:
                _copy(content, file)
                file.flush()
                os.fsync(file.fileno())
            Path(beside).chmod(self.file_permissions_mode or 0o600)
            Path(beside).replace(target)
            _sync_folder(target.parent)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
        return name


def _copy(content: Any, file: IO[bytes]) -> None:
    for chunk in content.chunks():
        file.write(chunk)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
