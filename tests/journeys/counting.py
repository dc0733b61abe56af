"""How many things somebody has to do: what the clinic promises of its quick ways is counted, not felt."""

from playwright.sync_api import Locator, Page


class Counted:
    """A page and the actions on it. A click is one; a run of typing is one, with the keys that lead into it (so a shortcut and the name
    typed after it are one). Waiting and reading are none."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions: list[str] = []
        self._is_typing = False

    @property
    def count(self) -> int:
        return len(self.actions)

    def click(self, what: Locator) -> None:
        what.click()
        self._note(f"click {what}")

    def type(self, text: str) -> None:
        """Where the focus is."""
        self.page.keyboard.type(text, delay=10)
        self._typed(text)

    def press(self, key: str) -> None:
        """A key alone; one after another, and text after it, are one run. Enter ends a run as a click would: it decides something."""
        self.page.keyboard.press(key)
        if key == "Enter":
            self._note("press Enter")
        else:
            self._typed(key)

    def _typed(self, text: str) -> None:
        if self._is_typing:
            self.actions[-1] += f" {text}"
        else:
            self.actions.append(f"type {text}")
        self._is_typing = True

    def _note(self, action: str) -> None:
        self.actions.append(action)
        self._is_typing = False
