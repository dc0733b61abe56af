"""Staff: who may sign in, as what, with which licenses and technique credentials."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from clinic.history import tracked
from clinic.models.actors import Actor
from clinic.models.places import Location
from clinic.rules.techniques import TechniqueCode


class Role(models.TextChoices):
    MANAGER = "manager", "Manager"
    FRONT_DESK = "front_desk", "Front desk"
    THERAPIST = "therapist", "Therapist"


class StaffQuerySet(models.QuerySet["Staff"]):
    def active(self) -> "StaffQuerySet":
        return self.filter(is_active=True)

    def therapists(self) -> "StaffQuerySet":
        return self.active().filter(roles__contains=[Role.THERAPIST])


class StaffManager(BaseUserManager.from_queryset(StaffQuerySet)):  # type: ignore[misc]  # django-stubs cannot follow from_queryset here
    def get_by_natural_key(self, username: str | None) -> "Staff":
        staff: Staff = self.get(email__iexact=username)
        return staff


@tracked(exclude=["password", "last_login"])
class Staff(AbstractBaseUser):
    """A person who works here. Signs in by e-mail; may hold any number of roles. Made by `clinic.services.staff.add`."""

    email = models.EmailField("E-mail", unique=True)
    name = models.CharField(max_length=120)
    credentials = models.CharField(
        max_length=80, blank=True, help_text="As printed under a signature, such as LMT, CLT."
    )
    roles = ArrayField(models.CharField(max_length=12, choices=Role), default=list)
    locations = models.ManyToManyField(Location, related_name="staff", blank=True)
    supervisor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="supervised")
    actor = models.OneToOneField(Actor, on_delete=models.PROTECT, related_name="staff")
    is_active = models.BooleanField(default=True)

    objects: ClassVar[StaffManager] = StaffManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="staff_email_once_in_any_case"),
            models.CheckConstraint(
                condition=models.Q(roles__contained_by=[role.value for role in Role]) & models.Q(roles__len__gte=1),
                name="staff_has_known_roles",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def has(self, *roles: Role) -> bool:
        return any(role.value in self.roles for role in roles)

    @property
    def is_manager(self) -> bool:
        return self.has(Role.MANAGER)

    @property
    def is_front_desk(self) -> bool:
        return self.has(Role.FRONT_DESK)

    @property
    def is_therapist(self) -> bool:
        return self.has(Role.THERAPIST)

    @property
    def initials(self) -> str:
        parts = self.name.split()
        return "".join(part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts)).upper()

    @property
    def roles_text(self) -> str:
        return ", ".join(str(Role(role).label) for role in self.roles)

    @property
    def name_and_credentials(self) -> str:
        return f"{self.name}, {self.credentials}" if self.credentials else self.name

    def get_full_name(self) -> str:
        return self.name

    def has_perm(self, _perm: str, _obj: Any = None) -> bool:
        """Mend knows roles and care teams, no Django permissions."""
        return False


@tracked()
class License(models.Model):
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="licenses")
    state = models.CharField(max_length=2)
    kind = models.CharField(max_length=60, help_text="Such as massage therapist, reflexologist.")
    number = models.CharField(max_length=40)
    expires_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["state", "kind", "number"], name="license_number_once"),
            models.CheckConstraint(condition=models.Q(state__regex=r"^[A-Z]{2}$"), name="license_state_two_letters"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state} {self.number}"


@tracked()
class TechniqueCredential(models.Model):
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="technique_credentials")
    technique = models.CharField(max_length=3, choices=[(code.value, code.value) for code in TechniqueCode])
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["staff", "technique", "since_on"], name="technique_credential_once"),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gte=models.F("since_on")),
                name="technique_credential_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.technique} since {self.since_on}"
