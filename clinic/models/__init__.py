"""Records of the foundation."""

from clinic.models.access import AccessEntry
from clinic.models.actors import Actor
from clinic.models.files import StoredFile
from clinic.models.links import Link
from clinic.models.places import ClinicProfile, Closure, Location, Room
from clinic.models.policy import ClinicPolicy
from clinic.models.signatures import Signature
from clinic.models.staff import License, Role, Staff, TechniqueCredential
from clinic.models.work import EmailAttachment, Heartbeat, Job, OutboundEmail

__all__ = [
    "AccessEntry",
    "Actor",
    "ClinicPolicy",
    "ClinicProfile",
    "Closure",
    "EmailAttachment",
    "Heartbeat",
    "Job",
    "License",
    "Link",
    "Location",
    "OutboundEmail",
    "Role",
    "Room",
    "Signature",
    "Staff",
    "StoredFile",
    "TechniqueCredential",
]
