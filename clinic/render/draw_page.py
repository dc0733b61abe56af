"""Draws one page of a PDF from standard input as a PNG to standard output. Run on its own by `paper_pages`, so that a paper that breaks
the drawing breaks nothing else; it imports nothing of Mend."""

import io
import resource
import sys

import pypdfium2

MOST_SECONDS = 10
MOST_BYTES = 1_500_000_000
LARGEST_PIXELS = 12_000_000


def main(number: int, width: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    page = pypdfium2.PdfDocument(sys.stdin.buffer.read())[number - 1]
    across, down = page.get_size()
    scale = min(width / across, (LARGEST_PIXELS / (across * down)) ** 0.5)
    out = io.BytesIO()
    page.render(scale=scale).to_pil().convert("L").save(out, "PNG")
    sys.stdout.buffer.write(out.getvalue())


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
