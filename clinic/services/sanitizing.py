"""Re-writes files so that only what can be looked at remains: no scripts, no embedded files, no metadata, no place of recording."""

import io
import warnings

import pikepdf
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PAGES = 50
# A sheet of letter paper at 600 dots per inch has 34 million.
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 5_000
JPEG_QUALITY = 88
# What acts, opens, fetches or carries other files; the page itself needs none of it.
ACTIVE_ROOT = (
    "/OpenAction",
    "/AA",
    "/Names",
    "/AcroForm",
    "/Outlines",
    "/Collection",
    "/URI",
    "/Perms",
    "/Metadata",
    "/AF",
)
ACTIVE_PAGE = ("/AA", "/AF", "/Metadata")
ACTIVE_NOTE = ("/A", "/AA", "/FS", "/PA", "/RichMediaContent", "/Movie", "/Sound")
NOTES_THAT_ACT = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/Widget"}


class Refused(Exception):
    """Not taken; the message says why and what to do, fit for the person who sent it."""


def pdf(content: bytes) -> tuple[bytes, int]:
    """The same pages without anything active, and how many there are. Raises Refused."""
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            pages = len(document.pages)
            _check_pages(pages)
            _disarm(document)
            out = io.BytesIO()
            document.save(out, fix_metadata_version=False, normalize_content=False, encryption=False)
    except pikepdf.PasswordError as error:
        raise Refused(
            "This PDF is locked with a password. Ask the sender for an open copy, or print and scan it."
        ) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        raise Refused("This PDF is damaged and cannot be read. Scan the paper again.") from error
    return out.getvalue(), pages


def _check_pages(pages: int) -> None:
    if not pages:
        raise Refused("This PDF has no pages. Scan the paper again.")
    if pages > MOST_PAGES:
        raise Refused(
            f"This PDF has {pages} pages; at most {MOST_PAGES} are taken. Send only the pages that belong to the referral."
        )


def _disarm(document: pikepdf.Pdf) -> None:
    _drop(document.Root, ACTIVE_ROOT)
    for page in document.pages:
        _drop(page.obj, ACTIVE_PAGE)
        if "/Annots" in page.obj:
            page.obj.Annots = pikepdf.Array([note for note in _notes(page.obj.Annots) if _keeps(note)])
    # Scripts and attachments may also hang where no page leads to: what nobody points at is not written again.
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            _drop(thing, ("/JS", "/JavaScript", "/EmbeddedFiles", "/EF"))


def _notes(notes: object) -> list[pikepdf.Object]:
    return [note for note in notes if isinstance(note, pikepdf.Dictionary)] if isinstance(notes, pikepdf.Array) else []


def _keeps(note: pikepdf.Object) -> bool:
    """Marks a person made on the page stay, without what they would do when touched."""
    if str(note.get("/Subtype", "")) in NOTES_THAT_ACT:
        return False
    _drop(note, ACTIVE_NOTE)
    return True


def _drop(thing: pikepdf.Object, names: tuple[str, ...]) -> None:
    for name in names:
        if name in thing:
            del thing[name]


def picture(content: bytes, kind: str) -> bytes:
    """The same picture upright, drawn anew without metadata and not larger than needed. Raises Refused."""
    kind_name = "PNG" if kind == "image/png" else "JPEG"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[kind_name]) as seen:
                _check_size(seen)
                seen.verify()
            with Image.open(io.BytesIO(content), formats=[kind_name]) as opened:
                return _draw_anew(ImageOps.exif_transpose(opened), kind_name)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        raise Refused("This picture is damaged and cannot be read. Take or scan it again.") from error


def _check_size(seen: Image.Image) -> None:
    if seen.width * seen.height > MOST_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> Refused:
    return Refused("This picture has more than 50 million pixels. Take it at a lower resolution.")


def _draw_anew(upright: Image.Image, kind_name: str) -> bytes:
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = upright.convert(
        "RGB" if kind_name == "JPEG" else "RGBA" if "transparency" in upright.info or "A" in upright.mode else "RGB"
    )
    plain.info = {}
    out = io.BytesIO()
    plain.save(out, kind_name, **({"quality": JPEG_QUALITY} if kind_name == "JPEG" else {"optimize": True}))
    return out.getvalue()
