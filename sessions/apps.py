"""The app's entry: what it adds to the registry."""

from importlib import import_module

from django.apps import AppConfig

from clinic.registry import DraftKind, Panel, registry

MODELS = ("absences", "appointments", "calls", "charting", "exercises", "notices", "plans", "techniques", "waitlist")


def _panel(name: str, label: str, position: int) -> Panel:
    return Panel(name, label, f"sessions/patient_{name}.html", f"sessions.selectors.panels.{name}", position)


PANELS = (
    _panel("assessments", "Assessment", 10),
    _panel("plans", "Plan", 20),
    _panel("charts", "Charts", 30),
    _panel("exercises", "Exercises", 40),
    _panel("alerts", "Alerts", 70),
)


class SessionsConfig(AppConfig):
    name = "sessions"
    label = "clinic_sessions"

    def ready(self) -> None:
        for module in MODELS:
            registry.add_data_rules(getattr(import_module(f"sessions.models.{module}"), "DATA_RULES", {}))
        registry.add_job_kind(
            "sessions.watch", "sessions.services.watching.daily", label="Look for what needs a person"
        )
        registry.add_daily("sessions.watch")
        registry.add_merge_step("sessions.services.merging.settle")
        registry.add_job_kind("visits.tell", "sessions.services.telling.tell", label="Tell a patient of their visits")
        registry.add_job_kind(
            "sessions.hand_back", "sessions.services.handovers.hand_back", label="Give drafts back after an absence"
        )
        registry.add_daily("sessions.hand_back")
        registry.add_job_kind("sessions.day_sheet", "sessions.services.day_sheets.draw", label="Draw a day sheet")
        registry.add_job_kind(
            "sessions.day_sheet_sweep", "sessions.services.day_sheets.sweep", label="Remove old day sheets"
        )
        registry.add_daily("sessions.day_sheet_sweep")
        registry.add_draft_kind(DraftKind("clinic_sessions.PlanVersion", "plan__episode", "plan of care"))
        registry.add_badge("sessions:calls", "sessions.selectors.calls.open_count")
        registry.add_job_kind("offers.lapse", "sessions.services.offers.lapse", label="End an offer nobody answered")
        registry.add_farewell("sessions.services.feeds.revoke")
        registry.add_badge("sessions:alerts", "sessions.selectors.alerts.open_count")
        registry.asked_at_assessment = "sessions.selectors.alerts.reasons_to_reassess"
        registry.add_after_assessment("sessions.services.watching.around_assessment")
        registry.unlocks = "sessions.selectors.unlocking.unlocks"
        for effect in import_module("sessions.selectors.policy_effects").EFFECTS:
            registry.add_policy_effect(effect)
        for panel in PANELS:
            registry.add_panel(panel)
