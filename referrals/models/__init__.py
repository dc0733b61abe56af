"""Physicians, episodes, events, referrals, clearances and orders, care teams."""

from referrals.models.episodes import CareTeam, ClinicalEvent, Episode
from referrals.models.orders import Clearance, EpisodeOrder, Inquiry, ProtocolStep, SurgeonProtocol
from referrals.models.physicians import Physician
from referrals.models.referrals import Referral, ReferralDiagnosis

__all__ = [
    "CareTeam",
    "Clearance",
    "ClinicalEvent",
    "Episode",
    "EpisodeOrder",
    "Inquiry",
    "Physician",
    "ProtocolStep",
    "Referral",
    "ReferralDiagnosis",
    "SurgeonProtocol",
]
