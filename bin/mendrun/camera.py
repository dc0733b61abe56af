"""Takes the pictures for bin/shots: run by the environment's Python, with the address, the folder and the wished names."""

import os
import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

WIDTHS = ((1440, 900), (1024, 1366), (390, 844))
FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
# Name, where it begins, then the links to follow from there (patterns of their addresses).
Stop = tuple[str, str, tuple[str, ...]]
PATIENT = r"/patients/\d+/$"
PAGES: dict[str, tuple[Stop, ...]] = {
    "desk": (
        ("board", "/board/", ()),
        ("patients", "/patients/", ()),
        ("patient", "/patients/?q=Delgado", (PATIENT,)),
        ("patient-new", "/patients/new/", ()),
        ("book", "/patients/?q=Delgado", (PATIENT, r"/patients/\d+/book/")),
        ("appointment", "/board/", (r"/appointments/\d+/$",)),
        ("referrals", "/referrals/", ()),
        ("referral-new", "/referrals/new/", ()),
        ("referral", "/referrals/", (r"/referrals/\d+/",)),
        ("physicians", "/physicians/", ()),
        ("outbox", "/outbox/", ()),
    ),
    "therapist": (
        ("today", "/today/", ()),
        ("patient", "/patients/?q=Costa", (PATIENT,)),
        ("assessment", "/patients/?q=Costa", (PATIENT, r"/assessments/\d+/$")),
        ("plan", "/patients/?q=Costa", (PATIENT, r"/plans/\d+/$")),
        ("chart", "/patients/?q=Costa", (PATIENT, r"/appointments/\d+/chart/$")),
        ("techniques", "/techniques/", ()),
        ("exercises", "/exercises/", ()),
        ("reports", "/reports/", ()),
        ("report", "/reports/", (r"/reports/\d+/$",)),
    ),
    "manager": (
        ("setup", "/clinic/", ()),
        ("policy", "/clinic/policy/", ()),
        ("mail", "/clinic/mail/", ()),
        ("outbox", "/outbox/", ()),
    ),
}


def main(address: str, folder: Path, wished: list[str]) -> int:
    """Answers 1 when a page could not be reached."""
    folder.mkdir(parents=True, exist_ok=True)
    missed = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["MEND_CHROMIUM"], args=list(FLAGS))
        for role, stops in PAGES.items():
            chosen = [
                stop for stop in stops if not wished or any(f"{role}-{stop[0]}".startswith(name) for name in wished)
            ]
            missed += _walk(browser, address, folder, role, chosen) if chosen else []
        if not wished:
            page = browser.new_page(viewport={"width": 390, "height": 844})
            page.goto(address)
            page.screenshot(path=folder / "sign-in-390.png")
        browser.close()
    for name in missed:
        print(f"not reached: {name}", file=sys.stderr)
    return 1 if missed else 0


def _walk(browser: Browser, address: str, folder: Path, role: str, stops: list[Stop]) -> list[str]:
    """Sign in once, then every page at every width; answers the names of those that could not be reached."""
    page = browser.new_context(reduced_motion="reduce").new_page()
    page.goto(f"{address}/account/login/")
    page.locator("input[name=login]").fill(f"{role}@mend.example")
    page.locator("input[name=password]").fill(os.environ["MEND_DEMO_PASSWORD"])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(r"/(today|board)/"))
    missed = []
    for name, start, links in stops:
        if not _reach(page, address + start, links):
            missed.append(f"{role}-{name}")
            continue
        for width, height in WIDTHS:
            page.set_viewport_size({"width": width, "height": height})
            page.screenshot(path=folder / f"{role}-{name}-{width}.png", full_page=True)
    return missed


def _reach(page: Page, start: str, links: tuple[str, ...]) -> bool:
    page.set_viewport_size({"width": 1440, "height": 900})
    answer = page.goto(start)
    for pattern in links:
        hrefs = [anchor.get_attribute("href") or "" for anchor in page.locator("main a[href]").all()]
        href = next((href for href in hrefs if re.search(pattern, href)), None)
        if href is None:
            return False
        answer = page.goto(
            page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + href if href.startswith("/") else href
        )
    return answer is not None and answer.ok


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:]))
