"""A refusal that belongs to one field of the form in hand."""

from django.utils.functional import Promise


class Refused(Exception):
    """`field` names what to look at ("" for the whole), the message is fit for the person on screen."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(str(message))
        self.field = field
