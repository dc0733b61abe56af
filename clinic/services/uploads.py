"""Files from people: taken for what they are, never for what they say; re-written without anything that acts; kept under a random key."""

import hashlib
import re
from datetime import datetime
from uuid import uuid4

import filetype
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from clinic.models import Actor, StoredFile
from clinic.services import sanitizing
from clinic.services.sanitizing import Refused

LARGEST_BYTES = 15 * 1024 * 1024
NAME_LENGTH = 120
NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"|?*]')
CLAIMED_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")
ENDINGS = {StoredFile.Kind.PDF: ".pdf", StoredFile.Kind.JPEG: ".jpg", StoredFile.Kind.PNG: ".png"}

__all__ = ["LARGEST_BYTES", "Refused", "clean_name", "keep", "store"]


def store(*, upload: UploadedFile, by: Actor, now: datetime) -> StoredFile:
    """Check, re-write and keep what a person sent: a PDF, a JPEG or a PNG. Raises Refused with a sentence for that person."""
    if not upload.size:
        raise Refused("This file is empty. Choose the scan again.")
    if upload.size > LARGEST_BYTES:
        raise Refused("This file is larger than 15 MB. Scan it in black and white or at a lower resolution.")
    content = upload.read(LARGEST_BYTES + 1)
    kind = filetype.guess_mime(content[:4096])
    if kind == StoredFile.Kind.PDF:
        clean, pages = sanitizing.pdf(content)
        return keep(content=clean, name=upload.name or "", content_type=kind, pages=pages, by=by, now=now)
    if kind in {StoredFile.Kind.JPEG, StoredFile.Kind.PNG}:
        clean = sanitizing.picture(content, kind)
        return keep(content=clean, name=upload.name or "", content_type=kind, pages=None, by=by, now=now)
    raise Refused("This is not a PDF, JPEG or PNG file, whatever its name says. Save it as one of these and try again.")


def keep(*, content: bytes, name: str, content_type: str, pages: int | None, by: Actor, now: datetime) -> StoredFile:
    """Keep content that is known to be good: what we made ourselves, or what `store` has re-written."""
    kind = StoredFile.Kind(content_type)
    key = f"{now:%Y/%m}/{uuid4().hex}{ENDINGS[kind]}"
    default_storage.save(key, ContentFile(content))
    try:
        with transaction.atomic():
            return StoredFile.objects.create(
                key=key,
                name=clean_name(name, kind),
                content_type=kind,
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
                pages=pages,
                stored_at=now,
                stored_by=by,
            )
    except BaseException:
        default_storage.delete(key)
        raise


def clean_name(name: str, kind: StoredFile.Kind) -> str:
    """For showing and saving: no folders, no control or direction characters, and the ending of what the file really is."""
    base = NOT_IN_A_NAME.sub("", name).replace("\\", "/").rpartition("/")[2]
    ending = ENDINGS[kind]
    stem = CLAIMED_ENDING.sub("", base).removesuffix(ending)
    return (stem.strip(" .")[: NAME_LENGTH - len(ending)] or "file") + ending
