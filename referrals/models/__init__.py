"""Physicians, episodes, events, referrals, care teams."""

from referrals.models.episodes import CareTeam, ClinicalEvent, Episode
from referrals.models.physicians import Physician
from referrals.models.referrals import Referral, ReferralDiagnosis

__all__ = ["CareTeam", "ClinicalEvent", "Episode", "Physician", "Referral", "ReferralDiagnosis"]
