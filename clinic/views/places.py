"""Locations and their rooms."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clinic.access import StaffRequest, actor_of, requires
from clinic.forms.places import LocationForm, RoomForm
from clinic.models import Location, Role, Room
from clinic.services import places


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def location_add(request: StaffRequest) -> HttpResponse:
    form = LocationForm(request.POST or None)
    if form.is_valid():
        places.add_location(**form.cleaned_data, by=actor_of(request), now=timezone.now())
        messages.success(request, "The location is added. It needs a room next.")
        return redirect("clinic:setup")
    return render(request, "clinic/form.html", {"form": form, "title": "New location", "button": "Add the location"})


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def location_edit(request: StaffRequest, location_id: int) -> HttpResponse:
    location = get_object_or_404(Location, pk=location_id)
    form = LocationForm(request.POST or None, instance=location)
    if form.is_valid():
        places.change_location(location=location, **form.cleaned_data, by=actor_of(request), now=timezone.now())
        messages.success(request, "Saved.")
        return redirect("clinic:setup")
    return render(request, "clinic/form.html", {"form": form, "title": "Location", "button": "Save"})


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def room_add(request: StaffRequest, location_id: int) -> HttpResponse:
    location = get_object_or_404(Location, pk=location_id)
    form = RoomForm(request.POST or None, instance=Room(location=location))
    if form.is_valid():
        places.add_room(location=location, **form.cleaned_data, by=actor_of(request), now=timezone.now())
        messages.success(request, "The room is added.")
        return redirect("clinic:setup")
    title = f"New room at {location.name}"
    return render(request, "clinic/form.html", {"form": form, "title": title, "button": "Add the room"})


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def room_edit(request: StaffRequest, room_id: int) -> HttpResponse:
    room = get_object_or_404(Room.objects.select_related("location"), pk=room_id)
    form = RoomForm(request.POST or None, instance=room)
    if form.is_valid():
        places.change_room(room=room, **form.cleaned_data, by=actor_of(request), now=timezone.now())
        messages.success(request, "Saved.")
        return redirect("clinic:setup")
    return render(
        request, "clinic/form.html", {"form": form, "title": f"Room at {room.location.name}", "button": "Save"}
    )
