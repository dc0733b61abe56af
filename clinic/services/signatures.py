"""Signing: a content hash, the name and credentials as they stand, the moment."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from clinic.models import Signature, Staff


def canonical(content: dict[str, Any]) -> bytes:
    """The bytes that are hashed: JSON with sorted keys, no spaces, UTF-8."""
    return json.dumps(
        content, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()


def sign(*, kind: str, content: dict[str, Any], staff: Staff, now: datetime) -> Signature:
    """Write the signature of `staff` under `content`. The caller sets it on what was signed, in the same transaction."""
    return Signature.objects.create(
        kind=kind,
        content_sha256=hashlib.sha256(canonical(content)).hexdigest(),
        signed_at=now,
        signed_by_id=staff.actor_id,
        name=staff.name,
        credentials=staff.credentials,
    )
