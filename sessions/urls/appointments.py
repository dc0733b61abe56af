"""Routes of visits: the board, a therapist's day, booking, one visit."""

from django.urls import URLPattern, path

from sessions.views import appointments, board, booking, day_sheets, drawer, moving, series, today

urlpatterns: list[URLPattern] = [
    path("today/", today.today, name="today"),
    # /board/
    path("board/", board.board, name="board"),
    path("board/data/", board.board_json, name="board_data"),
    path("board/sheets/", day_sheets.sheets, name="day_sheets"),
    path("board/sheets/draw/", day_sheets.draw, name="day_sheet_draw"),
    path("board/sheets/<int:sheet_id>/", day_sheets.sheet, name="day_sheet"),
    path("board/book/", booking.choose_patient, name="book_choose"),
    # /board/drawer/
    path("board/drawer/new/", drawer.new_patient, name="drawer_new"),
    path("board/drawer/<int:patient_id>/", drawer.offers, name="drawer"),
    path("board/drawer/<int:patient_id>/book/", drawer.book, name="drawer_book"),
    # /patients/<id>/
    path("patients/<int:patient_id>/book/", booking.book, name="book"),
    path("patients/<int:patient_id>/plans/<int:plan_id>/book/", series.book_whole_plan, name="book_plan"),
    # /appointments/<id>/
    path("appointments/<int:appointment_id>/", appointments.appointment, name="appointment"),
    path("appointments/<int:appointment_id>/arrive/", appointments.arrive, name="appointment_arrive"),
    path("appointments/<int:appointment_id>/cancel/", appointments.cancel, name="appointment_cancel"),
    path("appointments/<int:appointment_id>/move/", moving.move, name="appointment_move"),
    path("appointments/<int:appointment_id>/no-show/", appointments.no_show, name="appointment_no_show"),
]
