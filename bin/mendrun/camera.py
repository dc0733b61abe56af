"""Takes the pictures for bin/shots: run by the environment's Python, with the address, the folder and the wished names."""

import os
import re
import sys
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, sync_playwright

WIDTHS = ((1440, 900), (1024, 1366), (390, 844))
HEIGHT = "document.documentElement.scrollHeight"
FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
# Name (with a question mark where it may be missing), where it begins, then what to do from there: the pattern of an
# address to follow, "press: " with the name of a button, "text: " with the pattern of an address that stands in the text.
Stop = tuple[str, str, tuple[str, ...]]
PATIENT = r"/patients/\d+/$"
DELGADO, COSTA, SILVA = ("/patients/?q=" + name for name in ("Ines+Delgado", "Bruno+Costa", "Marta+Silva"))
PAGES: dict[str, tuple[Stop, ...]] = {
    "desk": (
        ("board", "/board/", ()),
        ("board-empty", "/board/?day=2027-12-25", ()),
        ("patients", "/patients/", ()),
        ("patients-none", "/patients/?q=Nobody", ()),
        ("patient", DELGADO, (PATIENT,)),
        ("patient-new", "/patients/new/", ()),
        ("patient-edit", DELGADO, (PATIENT, r"/patients/\d+/edit/")),
        ("consent", DELGADO, (PATIENT, r"/consents/new/")),
        ("consent-withdraw", DELGADO, (PATIENT, r"/consents/\d+/withdraw/")),
        ("book", DELGADO, (PATIENT, r"/patients/\d+/book/")),
        ("book-choose", "/board/", (r"/board/book/",)),
        ("appointment", "/board/", (r"/appointments/\d+/$",)),
        ("referrals", "/referrals/", ()),
        ("referral-new", "/referrals/new/", ()),
        ("referral", "/referrals/", (r"/referrals/\d+/$",)),
        ("referral-edit", "/referrals/", (r"/referrals/\d+/$", r"/referrals/\d+/edit/")),
        ("referral-decline", "/referrals/", (r"/referrals/\d+/$", r"/referrals/\d+/decline/")),
        ("referral-verified", DELGADO, (PATIENT, r"/referrals/\d+/$")),
        ("physicians", "/physicians/", ()),
        ("physician", "/physicians/", (r"/physicians/\d+/$",)),
        ("physician-new", "/physicians/new/", ()),
        ("outbox", "/outbox/", ()),
    ),
    "therapist": (
        ("today", "/today/", ()),
        ("patient", COSTA, (PATIENT,)),
        ("assessment", COSTA, (PATIENT, "tab=assessment", r"/assessments/\d+/$")),
        ("intake", "/today/", (r"/assessments/\d+/$",)),
        ("plan", COSTA, (PATIENT, "tab=plan", r"/plans/\d+/$")),
        ("charts", COSTA, (PATIENT, "tab=charts")),
        ("chart", COSTA, (PATIENT, "tab=charts", r"/appointments/\d+/chart/$")),
        ("chart-open", "/today/", (r"/appointments/\d+/chart/$", "press: Start the visit")),
        ("program", COSTA, (PATIENT, "tab=exercises", r"/episodes/\d+/exercises/$")),
        ("techniques", "/techniques/", ()),
        ("exercises", "/exercises/", ()),
        ("reports", "/reports/", ()),
        ("report", SILVA, (PATIENT, "tab=reports", r"/reports/\d+/$")),
        ("report-draft", COSTA, (PATIENT, "tab=reports", r"/reports/\d+/$")),
    ),
    "manager": (
        ("setup", "/clinic/", ()),
        ("policy", "/clinic/policy/", ()),
        ("staff", "/clinic/", (r"/clinic/staff/\d+/$",)),
        ("staff-new", "/clinic/staff/new/", ()),
        ("mail", "/clinic/mail/", ()),
        ("mail-message?", "/clinic/mail/", (r"/clinic/mail/.+/$",)),
        ("visit?", "/clinic/mail/", (r"/clinic/mail/.+/$", r"text: (/v/[^\s/]+/)")),
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
    for name, start, steps in stops:
        if not _reach(page, address, start, steps):
            missed += [] if name.endswith("?") else [f"{role}-{name}"]
            continue
        for width, height in WIDTHS:
            page.set_viewport_size({"width": width, "height": height})
            # As tall as the page, so that what sticks to the window's edges stands at the picture's.
            page.set_viewport_size({"width": width, "height": max(height, page.evaluate(HEIGHT))})
            page.screenshot(path=folder / f"{role}-{name.rstrip('?')}-{width}.png")
    return missed


def _reach(page: Page, address: str, start: str, steps: tuple[str, ...]) -> bool:
    page.set_viewport_size({"width": 1440, "height": 900})
    answer = page.goto(address + start)
    for step in steps:
        if step.startswith("press: "):
            button = page.get_by_role("button", name=step.removeprefix("press: "))
            if button.count():  # an earlier round has pressed it already
                button.first.click()
                page.wait_for_load_state()
            continue
        found = _found(page, step)
        if found is None:
            return False
        answer = page.goto(urljoin(page.url, found))
    return answer is not None and answer.ok


def _found(page: Page, step: str) -> str | None:
    if step.startswith("text: "):
        match = re.search(step.removeprefix("text: "), page.inner_text("main"))
        return match.group(1) if match else None
    hrefs = [anchor.get_attribute("href") or "" for anchor in page.locator(".subhead a[href], main a[href]").all()]
    return next((href for href in hrefs if re.search(step, href)), None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:]))
