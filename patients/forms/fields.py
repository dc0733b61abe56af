"""Fields that read what people type: one line of text without hidden characters, phones, days."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from patients.rules import names, phones

DAY_FORMATS = [
    "%Y-%m-%d",
    "%m/%d/%Y",
    "%m-%d-%Y",
    "%d.%m.%Y",
    "%b %d %Y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%d %b %Y",
    "%d %B %Y",
]
UNUSABLE = "This holds characters that cannot be kept, such as control characters. Type it again."


class PlainText(forms.CharField):
    """Text as people read it. One line unless `lines`; spaces tidied; control and direction characters refused."""

    def __init__(self, *, lines: bool = False, **kwargs: Any) -> None:
        self.lines = lines
        if lines:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2, "data-autosize": ""}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "")
        if names.has_unusable(text, lines=self.lines):
            raise ValidationError(UNUSABLE)
        return text.replace("\r\n", "\n") if self.lines else names.tidy(text)


class PhoneField(forms.CharField):
    """A phone number as E.164, read as one of the United States where no country is written."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}))
        super().__init__(max_length=40, **kwargs)

    def to_python(self, value: Any) -> str:
        try:
            return phones.to_e164(str(super().to_python(value) or ""))
        except phones.UnusablePhone as error:
            raise ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        """A kept number is shown as it is read out; what was just typed stays as it was typed."""
        return phones.shown(value) if isinstance(value, str) and value.startswith("+") else value


class DayField(forms.DateField):
    """A day from the browser's own picker, or typed in one of the usual ways."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(input_formats=DAY_FORMATS, **kwargs)
