"""Places by KATO code, and the akimats that run the site's processes there."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .enums import Level, Role

DEMO_HUE = 190


class Territory(models.Model):
    """A unit of the classifier. Its ancestors follow from the code: 2 + 2 + 2 + 3 digits."""

    kato = models.CharField(
        _("KATO code"), max_length=9, unique=True, validators=[RegexValidator(r"^\d{9}$")]
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    name = models.CharField(_("name"), max_length=150)
    iso = models.CharField(_("ISO 3166-2 code"), max_length=6, blank=True)
    # An SVG path in the map's own units and the box it lies in, set by import_outlines.
    outline = models.TextField(_("outline"), blank=True)
    centre_x = models.FloatField(null=True, blank=True)
    centre_y = models.FloatField(null=True, blank=True)

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ["kato"]
        constraints = [
            models.CheckConstraint(condition=Q(kato__regex=r"^\d{9}$"), name="kato_is_nine_digits")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def prefix(self) -> str:
        """The leading digits that all units inside this one share."""
        return self.kato[: {0: 0, 1: 2, 2: 4, 3: 6, 4: 9}[self.level]]

    @property
    def ancestor_codes(self) -> list[str]:
        """Codes of the units this one lies in, the region first, itself left out."""
        codes = [self.kato[:n].ljust(9, "0") for n in (2, 4, 6)]
        return [code for code in dict.fromkeys(codes) if code != self.kato]

    def contains(self, other: "Territory") -> bool:
        """True for itself and for everything inside it."""
        return other.kato.startswith(self.prefix)


class Akimat(models.Model):
    """A local executive: the tenant. Legal periods are its settings, in working days."""

    territory = models.OneToOneField(
        Territory, verbose_name=_("territory"), on_delete=models.PROTECT, related_name="akimat"
    )
    slug = models.SlugField(_("address"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=150)
    brand_hue = models.PositiveSmallIntegerField(
        _("brand hue"), default=DEMO_HUE, validators=[MaxValueValidator(359)]
    )
    brand_chroma = models.PositiveSmallIntegerField(
        _("brand chroma, thousandths"),
        default=95,
        validators=[MinValueValidator(20), MaxValueValidator(105)],
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    address = models.CharField(_("postal address"), max_length=250, blank=True)
    verify_in_person = models.BooleanField(_("residency can be verified in person"), default=True)
    verify_by_roll = models.BooleanField(_("residency can be verified by the roll"), default=True)
    verify_by_code = models.BooleanField(_("residency can be verified by a code"), default=True)
    verification_years = models.PositiveSmallIntegerField(
        _("a verification holds for, years"), default=3
    )
    review_days = models.PositiveSmallIntegerField(_("review, working days"), default=5)
    correction_days = models.PositiveSmallIntegerField(_("correction, working days"), default=4)
    recheck_days = models.PositiveSmallIntegerField(_("recheck, working days"), default=2)
    publication_days = models.PositiveSmallIntegerField(
        _("publication of the result, working days"), default=1
    )
    moderation_days = models.PositiveSmallIntegerField(_("moderation, working days"), default=3)
    appeal_days = models.PositiveSmallIntegerField(_("appeal, working days"), default=5)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("akimat")
        verbose_name_plural = _("akimats")
        ordering = ["territory__kato"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A role of a member of staff in one akimat. Observers read all akimats."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    akimat = models.ForeignKey(
        Akimat, verbose_name=_("akimat"), on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)

    class Meta:
        verbose_name = _("staff role")
        verbose_name_plural = _("staff roles")
        ordering = ["akimat", "role", "person"]
        constraints = [
            models.UniqueConstraint(fields=["person", "akimat", "role"], name="role_held_once")
        ]

    def __str__(self) -> str:
        return self.get_role_display()
