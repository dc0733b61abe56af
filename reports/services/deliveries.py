"""Letters that leave by fax or on paper: a person says that it is done."""

from datetime import datetime

from clinic.models import Actor
from reports.models import Delivery


class NotByHand(Exception):
    """This letter goes by e-mail, or has been printed or faxed already."""


def mark_done(*, delivery: Delivery, by: Actor, now: datetime) -> None:
    """Raises NotByHand; saying it twice changes nothing."""
    waiting = Delivery.objects.filter(pk=delivery.pk, channel=Delivery.Channel.BY_HAND, done_at__isnull=True)
    if not waiting.update(done_at=now, done_by=by):
        raise NotByHand("This letter is not waiting to be printed or faxed.")
