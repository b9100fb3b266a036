"""People, the electors behind them, and how residency was verified.

An account (Person) can be erased; the Elector stays, holding nothing but a keyed hash of the IIN,
so that a human being who comes back with a new account still has one vote.
"""

import secrets
import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .enums import ConsentKind, Method, VerificationStatus
from .organisations import Organisation as Organisation

REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


class Elector(models.Model):
    """One human being with an IIN: the bearer of one vote. Never deleted once created."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    iin_hash = models.CharField(_("keyed hash of the IIN"), max_length=64, unique=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)

    class Meta:
        verbose_name = _("elector")
        verbose_name_plural = _("electors")

    def __str__(self) -> str:
        return str(self.pk)


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(
        self, email: str, password: str | None = None, **fields: object
    ) -> "Person":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser, PermissionsMixin):
    """An account. `name` is what others see beside what this person writes."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name shown to others"), max_length=80, blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    language = models.CharField(
        _("language of messages"), max_length=2, choices=settings.LANGUAGES, default="kk"
    )
    elector = models.OneToOneField(
        Elector, on_delete=models.PROTECT, null=True, blank=True, related_name="person"
    )
    is_staff = models.BooleanField(_("may enter the desk"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    objects = PersonManager()

    NO_NAME = _("Erased account")
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="email_used_once")]

    def __str__(self) -> str:
        return self.public_name

    @property
    def public_name(self) -> str:
        """The name others see; never the e-mail address."""
        if self.erased_at:
            return str(self.NO_NAME)
        return self.name or str(_("Resident"))

    def get_full_name(self) -> str:
        return self.public_name

    def get_short_name(self) -> str:
        return self.public_name


def new_reference() -> str:
    """Six characters that are not confused when read aloud or copied by hand."""
    return "".join(secrets.choice(REFERENCE_ALPHABET) for _place in range(6))


class ResidencyVerification(models.Model):
    """A claim to live in a territory and how it was settled. The newest verified one counts."""

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="verifications"
    )
    akimat = models.ForeignKey(
        "territories.Akimat",
        verbose_name=_("akimat"),
        on_delete=models.PROTECT,
        related_name="verifications",
    )
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("place of residence"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    method = models.CharField(_("method"), max_length=10, choices=Method.choices)
    status = models.CharField(
        _("state"),
        max_length=10,
        choices=VerificationStatus.choices,
        default=VerificationStatus.REQUESTED,
    )
    # Kept only while the claim is open: the hash moves to the Elector once it is verified.
    iin_hash = models.CharField(max_length=64, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    # Short and public: the person says it at the counter, staff find the request by it.
    reference = models.CharField(
        _("reference"), max_length=8, unique=True, default=new_reference, editable=False
    )
    address = models.CharField(_("address for the letter"), max_length=250, blank=True)
    phone = models.CharField(_("telephone for the code"), max_length=20, blank=True)
    code_sent_at = models.DateTimeField(_("code sent"), null=True, blank=True)
    codes_sent = models.PositiveSmallIntegerField(_("codes sent"), default=0)
    code_hash = models.CharField(max_length=64, blank=True)
    code_expires_at = models.DateTimeField(null=True, blank=True)
    attempts_left = models.PositiveSmallIntegerField(default=5)
    requested_at = models.DateTimeField(_("requested"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        Person,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.CharField(_("reason of a refusal"), max_length=500, blank=True)
    valid_until = models.DateField(_("holds until"), null=True, blank=True)

    class Meta:
        verbose_name = _("residency verification")
        verbose_name_plural = _("residency verifications")
        ordering = ["requested_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(status__in=["requested", "code_sent"]),
                name="one_open_verification_per_person",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(status="verified"),
                name="one_residence_per_person",
            ),
        ]
        indexes = [models.Index(fields=["akimat", "status"], name="verification_queue")]

    def __str__(self) -> str:
        return f"{self.get_method_display()}: {self.get_status_display()}"


class RegisteredResident(models.Model):
    """A line of the roll of residents an akimat imported: hashes, never the IIN or the name."""

    akimat = models.ForeignKey(
        "territories.Akimat", on_delete=models.CASCADE, related_name="registered_residents"
    )
    territory = models.ForeignKey(
        "territories.Territory", on_delete=models.PROTECT, related_name="+"
    )
    iin_hash = models.CharField(max_length=64)
    surname_hash = models.CharField(max_length=64)
    imported_at = models.DateTimeField()

    class Meta:
        verbose_name = _("registered resident")
        verbose_name_plural = _("roll of residents")
        constraints = [
            models.UniqueConstraint(fields=["akimat", "iin_hash"], name="resident_on_roll_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Consent(models.Model):
    """What a person agreed to, in which wording, and until when."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=10, choices=ConsentKind.choices)
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_standing_consent_per_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"
