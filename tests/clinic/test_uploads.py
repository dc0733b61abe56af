"""Uploads: taken for what they are, re-written without what acts, refused with a sentence."""

import hashlib
import io
import struct
import zlib
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from clinic.models import StoredFile
from clinic.services import actors, uploads
from clinic.views import files
from tests.factories import work

pytestmark = pytest.mark.django_db


def store(content: bytes, now: datetime, name: str = "scan.pdf", content_type: str = "application/pdf") -> StoredFile:
    upload = SimpleUploadedFile(name, content, content_type=content_type)
    return uploads.store(upload=upload, by=actors.system(), now=now)


def stored(file: StoredFile) -> bytes:
    with default_storage.open(file.key) as handle:
        return bytes(handle.read())


def armed_pdf() -> bytes:
    """Script on opening, on a page, by name; an embedded program; a note that starts it; a link; a form."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('canary')")
    document.Root.OpenAction = document.make_indirect(script)
    document.Root.AA = pikepdf.Dictionary(WC=script)
    document.pages[0].obj.AA = pikepdf.Dictionary(O=script)
    document.attachments["canary.exe"] = b"MZ canary"
    document.Root.Names.JavaScript = pikepdf.Dictionary(Names=pikepdf.Array(["canary", script]))
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pikepdf.Stream(document, b"<canary/>"))
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=script)
    attached = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9])
    document.pages[0].obj.Annots = pikepdf.Array([document.make_indirect(link), document.make_indirect(attached)])
    out = io.BytesIO()
    document.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def huge_png() -> bytes:
    """A few bytes that claim 50,000 by 50,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def locked_pdf() -> bytes:
    document, out = pikepdf.open(io.BytesIO(work.pdf())), io.BytesIO()
    document.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return out.getvalue()


def test_pdf_is_kept_under_a_random_key(now: datetime, own_files: Path) -> None:
    file = store(work.pdf(3), now, "../../Referral (Silva).pdf")
    assert (file.pages, file.content_type, file.name) == (3, "application/pdf", "Referral (Silva).pdf")
    assert "Silva" not in file.key
    assert hashlib.sha256(stored(file)).hexdigest() == file.sha256
    assert own_files in Path(default_storage.path(file.key)).resolve().parents


def test_pdf_loses_all_that_acts(now: datetime) -> None:
    armed = armed_pdf()
    assert b"canary" in armed
    clean = stored(store(armed, now))
    with pikepdf.open(io.BytesIO(clean)) as document:
        plain = io.BytesIO()
        document.save(
            plain,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
        assert len(document.attachments) == 0
        assert [str(note.Subtype) for note in document.pages[0].obj.Annots] == ["/Link"]
    for word in (b"canary", b"/JS", b"/JavaScript", b"/OpenAction", b"/EmbeddedFile", b"/XFA", b"/AA"):
        assert word not in plain.getvalue(), word


def test_photo_loses_its_metadata_and_stands_upright(now: datetime) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010E] = "canary place"
    photo = work.picture("JPEG", (40, 20), exif=exif, comment=b"canary comment")
    assert b"canary" in photo
    clean = stored(store(photo, now, "photo.jpeg", "image/jpeg"))
    with Image.open(io.BytesIO(clean)) as picture:
        assert (picture.size, dict(picture.getexif())) == ((20, 40), {})
    assert b"canary" not in clean


def test_script_behind_a_picture_is_not_kept(now: datetime) -> None:
    clean = stored(store(work.picture("PNG") + b"<script>canary()</script>", now, "x.png", "image/png"))
    assert b"canary" not in clean


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "scan.pdf", "empty"),
        (b"<html><script>alert(1)</script></html>", "scan.pdf", "not a PDF"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "drawing.svg", "not a PDF"),
        (b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)//", "picture.gif", "not a PDF"),
        (b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)//", "picture.png", "not a PDF"),
        (b"PK\x03\x04" + b"\0" * 100, "letter.docx", "not a PDF"),
        (b"MZ" + b"\0" * 100, "scan.pdf.exe", "not a PDF"),
        (b"%PDF-1.7 and then nothing of the kind", "scan.pdf", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "x.png", "damaged"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "x.jpg", "damaged"),
        (huge_png(), "x.png", "pixels"),
        (work.pdf(51), "long.pdf", "51 pages"),
        (locked_pdf(), "locked.pdf", "password"),
        (b"%PDF-1.7\n" + b"0" * uploads.LARGEST_BYTES, "large.pdf", "15 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refused_with_a_sentence_and_nothing_kept(
    content: bytes, name: str, says: str, now: datetime, own_files: Path
) -> None:
    with pytest.raises(uploads.Refused, match=says):
        store(content, now, name)
    assert not StoredFile.objects.exists()
    assert [path for path in own_files.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("referral.exe.pdf", "referral.exe.pdf"),
        ("scan.pdf.exe", "scan.pdf"),
        ("Dr. Example 11.2026", "Dr. Example 11.2026.pdf"),
        ("scan.html", "scan.pdf"),
        ("..\\..\\secret.pdf", "secret.pdf"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("", "file.pdf"),
        (".pdf", "file.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_are_cleaned(name: str, shown: str) -> None:
    assert uploads.clean_name(name, StoredFile.Kind.PDF) == shown


def test_file_leaves_inert(now: datetime) -> None:
    answer = files.response(work.stored_pdf(now))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"
    answer.close()
