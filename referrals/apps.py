"""The app's entry: the papers on the patient page, and what our tables mean for merging, exporting and erasing a patient."""

from importlib import import_module

from django.apps import AppConfig

from clinic.registry import DataRule, Erasure, Merge, Panel, registry

KEEP_YEARS = 10


class ReferralsConfig(AppConfig):
    name = "referrals"
    label = "referrals"

    def ready(self) -> None:
        registry.add_panel(
            Panel(
                name="clearances",
                label="Clearances",
                template="referrals/_papers.html",
                build="referrals.selectors.orders.panel",
                position=50,
                desk=True,
            )
        )
        registry.add_timeline("referrals.selectors.timeline.inquiries", desk=True)
        for effect in import_module("referrals.selectors.policy_effects").EFFECTS:
            registry.add_policy_effect(effect)
        registry.add_data_rules(
            {
                "referrals.Episode": DataRule(
                    "patient", Merge.REPOINT, export=True, erasure=Erasure.TOMBSTONE, keep_years=KEEP_YEARS
                ),
                "referrals.CareTeam": DataRule(
                    "episode__patient", Merge.FOLLOW, export=False, erasure=Erasure.KEEP, keep_years=KEEP_YEARS
                ),
                "referrals.ClinicalEvent": DataRule(
                    "patient", Merge.REPOINT, export=True, erasure=Erasure.DELETE, keep_years=KEEP_YEARS
                ),
                "referrals.Referral": DataRule(
                    "episode__patient", Merge.FOLLOW, export=True, erasure=Erasure.TOMBSTONE, keep_years=KEEP_YEARS
                ),
                "referrals.Inquiry": DataRule(
                    "patient", Merge.REPOINT, export=True, erasure=Erasure.TOMBSTONE, keep_years=KEEP_YEARS
                ),
                "referrals.Clearance": DataRule(
                    "patient", Merge.REPOINT, export=True, erasure=Erasure.TOMBSTONE, keep_years=KEEP_YEARS
                ),
                "referrals.EpisodeOrder": DataRule(
                    "episode__patient", Merge.FOLLOW, export=True, erasure=Erasure.TOMBSTONE, keep_years=KEEP_YEARS
                ),
                "referrals.ReferralDiagnosis": DataRule(
                    "referral__episode__patient",
                    Merge.FOLLOW,
                    export=True,
                    erasure=Erasure.DELETE,
                    keep_years=KEEP_YEARS,
                ),
            }
        )
