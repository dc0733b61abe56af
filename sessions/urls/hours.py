"""Routes of working hours, time off, closures and rooms out of use."""

from django.urls import URLPattern, path

from sessions.views import absences, calls, hours

urlpatterns: list[URLPattern] = [
    # /hours/
    path("hours/", hours.overview, name="hours"),
    path("hours/visits/", hours.displaced, name="hours_displaced"),
    path("hours/away/", absences.choose, name="away_choose"),
    # /hours/staff/<id>/
    path("hours/staff/<int:staff_id>/", hours.therapist, name="hours_therapist"),
    path("hours/staff/<int:staff_id>/week/", hours.week, name="hours_week"),
    path("hours/staff/<int:staff_id>/extra/", hours.extra_add, name="extra_hours_add"),
    path("hours/staff/<int:staff_id>/time-off/", hours.time_off_add, name="time_off_add"),
    path("hours/staff/<int:staff_id>/away/", absences.away, name="away"),
    path("hours/extra/<int:extra_id>/remove/", hours.extra_remove, name="extra_hours_remove"),
    path("hours/time-off/<int:time_off_id>/remove/", hours.time_off_remove, name="time_off_remove"),
    # /calls/
    path("calls/", calls.call_list, name="calls"),
    path("calls/<int:patient_id>/", calls.call_done, name="call_done"),
    # /hours/closures/
    path("hours/closures/new/", hours.closure_add, name="closure_add"),
    path("hours/closures/<int:closure_id>/remove/", hours.closure_remove, name="closure_remove"),
    # /hours/rooms/<id>/
    path("hours/rooms/<int:room_id>/", hours.room, name="room_out"),
]
