"""The app's entry: the job that draws letters, the panel on the patient page, and the rules of our tables."""

from importlib import import_module

from django.apps import AppConfig

from clinic.registry import DataRule, DraftKind, Erasure, Merge, Panel, registry

KEPT_YEARS = 10


def _follows(path: str, *, erasure: Erasure = Erasure.TOMBSTONE) -> DataRule:
    return DataRule(path=path, merge=Merge.FOLLOW, export=True, erasure=erasure, keep_years=KEPT_YEARS)


class ReportsConfig(AppConfig):
    name = "reports"
    label = "reports"

    def ready(self) -> None:
        registry.add_job_kind("reports.render", "reports.services.rendering.render", label="Draw a report")
        registry.add_job_kind(
            "referrals.inquiry_letter",
            "reports.services.inquiry_letters.draw_and_send",
            label="Draw a letter to a physician",
        )
        for effect in import_module("reports.selectors.policy_effects").EFFECTS:
            registry.add_policy_effect(effect)
        registry.add_panel(
            Panel(
                name="reports",
                label="Reports",
                template="reports/_panel.html",
                build="reports.selectors.panel.build",
                position=60,
            )
        )
        registry.add_draft_kind(DraftKind("reports.ProgressReport", "episode", "report"))
        registry.add_timeline("reports.selectors.timeline.letters")
        registry.add_data_rules(
            {
                "reports.ProgressReport": _follows("episode__patient"),
                "reports.ReportRendering": _follows("report__episode__patient", erasure=Erasure.DELETE),
                "reports.Delivery": _follows("report__episode__patient"),
            }
        )
