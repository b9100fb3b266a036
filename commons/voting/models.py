"""The ballot box. Nothing outside this app reads or writes these tables.

A slot stands for a voter in one poll: HMAC of the elector under the poll's key, which is kept
outside the database. No row that holds a choice bears a time, an address or a person.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .enums import (
    BallotFormat,
    BatchStatus,
    Channel,
    LeafKind,
    PollStatus,
    PublicationStatus,
    TallyStatus,
)


class Poll(models.Model):
    """One question put to one roll: an envelope of a round has one poll."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    akimat = models.ForeignKey("territories.Akimat", on_delete=models.PROTECT, related_name="polls")
    ballot_format = models.CharField(_("ballot"), max_length=10, choices=BallotFormat.choices)
    budget_tenge = models.PositiveBigIntegerField(_("budget, tenge"))
    # approval: most options on a ballot; ordinal: most ranks. points: both fields below;
    # score: `points_each` is the highest mark.
    max_choices = models.PositiveSmallIntegerField(_("most choices"), null=True, blank=True)
    points_total = models.PositiveSmallIntegerField(_("points to share"), null=True, blank=True)
    points_each = models.PositiveSmallIntegerField(_("most points on one"), null=True, blank=True)
    may_change = models.BooleanField(_("a ballot may be changed until the close"), default=True)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    status = models.CharField(
        _("state"), max_length=8, choices=PollStatus.choices, default=PollStatus.DRAFT
    )
    # How the winners will be found, said in leaf 0 before the first ballot. Settings that the
    # number of voters decides are null, see `counting.settings_of`. Empty: the poll has no count.
    rule = models.CharField(_("rule"), max_length=40, blank=True)
    params = models.JSONField(default=dict, blank=True)
    # The program that will check the publication, fixed at the opening.
    verifier = models.ForeignKey(
        "voting.Verifier", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Days after the publication in which a complaint can still be checked against the roll. Then
    # the poll's key is destroyed, and nobody can tell whose a ballot was.
    key_days = models.PositiveSmallIntegerField(_("days for complaints"), default=30)
    key_destroyed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Lots for ties come from this text and each option's code; announced before voting.
    lot_seed = models.CharField(_("seed of the lots"), max_length=120, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # When the hourly seal first found ballots that were too few to be logged without pointing
    # at a voter. They are logged within a day all the same.
    pending_since = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("poll")
        verbose_name_plural = _("polls")
        ordering = ["opens_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="poll_has_length"
            ),
            models.CheckConstraint(
                condition=~Q(ballot_format="points") | Q(points_total__gte=1, points_each__gte=1),
                name="points_poll_says_how_many",
            ),
            models.CheckConstraint(
                condition=~Q(ballot_format__in=["approval", "ordinal"]) | Q(max_choices__gte=1),
                name="approval_poll_says_how_many",
            ),
            models.CheckConstraint(
                condition=~Q(ballot_format="score") | Q(points_each__gte=1),
                name="score_poll_says_highest_mark",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Option(models.Model):
    """Something to choose; a project stands behind it. `code` is what ballots and logs name."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="options")
    code = models.CharField(_("number on the ballot"), max_length=20)
    cost_tenge = models.PositiveBigIntegerField(_("cost, tenge"))
    exclusive_group = models.CharField(max_length=60, blank=True)
    precedence = models.PositiveSmallIntegerField(default=0)
    # Order in which ties are broken: the lower lot wins. Drawn when the poll opens.
    lot = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ["poll", "code"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "code"], name="option_code_used_once")
        ]

    def __str__(self) -> str:
        return self.code


class RollEntry(models.Model):
    """The right of one elector to one ballot in one poll. `area` is the voter's district (KATO)."""

    # The index of the constraint below begins with the poll.
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="roll", db_index=False)
    elector = models.ForeignKey("people.Elector", on_delete=models.PROTECT, related_name="+")
    area = models.CharField(max_length=9)
    # False for those verified after the opening, where the round admits them.
    at_opening = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("roll entry")
        verbose_name_plural = _("roll")
        constraints = [
            models.UniqueConstraint(fields=["poll", "elector"], name="elector_on_roll_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Slot(models.Model):
    """A voter's place in the box. `slot` is never published; `pub` is random."""

    # Random like the key of a ballot: a serial number would tell who voted after whom.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # No constraint in the database: it would have every cast lock the row of its poll, which all
    # casts share. A trigger lets nothing into the box of a poll that is not open. No index of its
    # own: those of the constraints below begin with the poll.
    poll = models.ForeignKey(
        Poll, on_delete=models.PROTECT, related_name="slots", db_constraint=False, db_index=False
    )
    slot = models.BinaryField(max_length=32)
    pub = models.BinaryField(max_length=16)
    area = models.CharField(max_length=9)
    current = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "slot"], name="one_slot_per_voter"),
            models.UniqueConstraint(fields=["poll", "pub"], name="slot_pub_used_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Ballot(models.Model):
    """One version of one voter's choices: {option code: points}. Deliberately without a time."""

    # Random, so that the order of casting leaves no trace in the key.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # As in a slot.
    poll = models.ForeignKey(
        Poll, on_delete=models.PROTECT, related_name="ballots", db_constraint=False, db_index=False
    )
    slot = models.BinaryField(max_length=32)
    version = models.PositiveIntegerField()
    idempotency_key = models.UUIDField()
    choices = models.JSONField()
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.ONLINE)
    n1 = models.BinaryField(max_length=32)
    n2 = models.BinaryField(max_length=32)
    nv = models.BinaryField(max_length=32)
    leaf = models.BinaryField(max_length=32, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "slot", "version"], name="ballot_one_per_slot_and_version"
            ),
            models.UniqueConstraint(
                fields=["poll", "slot", "idempotency_key"], name="ballot_posted_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class LogLeaf(models.Model):
    """A leaf of the poll's Merkle tree (RFC 9162), in the order of the log."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="leaves", db_index=False)
    index = models.PositiveIntegerField()
    kind = models.CharField(max_length=9, choices=LeafKind.choices)
    hash = models.BinaryField(max_length=32)
    # What was hashed, where it is public from the start (rules, options, roots of the roll).
    content = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["poll", "index"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "index"], name="log_index_used_once"),
            models.UniqueConstraint(fields=["poll", "hash"], name="leaf_logged_once"),
        ]
        indexes = [
            # The few among a million ballots whose content is public.
            models.Index(
                fields=["poll", "kind"],
                condition=Q(content__isnull=False),
                name="leaf_with_content",
            )
        ]

    def __str__(self) -> str:
        return f"{self.index}"


class LogBlock(models.Model):
    """The root of 256 leaves that are complete: leaves 256·index to 256·index + 255.

    With them root and proofs of a log of a million leaves cost thousands of hashes, not millions.
    """

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="blocks")
    index = models.PositiveIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["poll", "index"]
        constraints = [models.UniqueConstraint(fields=["poll", "index"], name="log_block_once")]

    def __str__(self) -> str:
        return f"{self.index}"


class Verifier(models.Model):
    """A version of the program with which anybody checks a publication, kept as it was."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    source = models.TextField()
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256


class Publication(models.Model):
    """The archive of one poll: log, ballots, result and verifier. See docs/verification.md."""

    poll = models.OneToOneField(Poll, on_delete=models.PROTECT, related_name="publication")
    status = models.CharField(
        max_length=8, choices=PublicationStatus.choices, default=PublicationStatus.WAITING
    )
    file = models.FileField(upload_to="publications/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)
    # The head that ends the archive's log.
    log_size = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    requested_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("publication of a vote")
        verbose_name_plural = _("publications of votes")
        ordering = ["requested_at", "pk"]

    def __str__(self) -> str:
        return str(self.poll_id)


class LogHead(models.Model):
    """A signed head of the log: size, root and Ed25519 signature."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="heads")
    size = models.PositiveIntegerField()
    root = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=64)
    key_id = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["poll", "size"]
        constraints = [models.UniqueConstraint(fields=["poll", "size"], name="one_head_per_size")]

    def __str__(self) -> str:
        return f"{self.size}"


class PaperBallot(models.Model):
    """A ballot that one officer entered for a voter; it counts once a second officer confirms it.

    From a paper form, or at a counter where the voter chose and an officer typed (`channel`).

    `choices` is encrypted under the poll's key, and cleared when the ballot goes into the box.
    """

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="paper_ballots")
    elector = models.ForeignKey("people.Elector", on_delete=models.PROTECT, related_name="+")
    area = models.CharField(max_length=9)
    channel = models.CharField(
        max_length=8,
        choices=[(c.value, c.label) for c in (Channel.PAPER, Channel.ASSISTED)],
        default=Channel.PAPER,
    )
    number = models.CharField(_("number of the form"), max_length=30)
    choices = models.TextField(blank=True, editable=False)
    reason = models.CharField(_("why it was refused"), max_length=40, blank=True)
    status = models.CharField(
        _("state"), max_length=9, choices=BatchStatus.choices, default=BatchStatus.ENTERED
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("paper ballot")
        verbose_name_plural = _("paper ballots")
        ordering = ["entered_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "number"], name="paper_form_entered_once"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("entered_by")),
                name="paper_ballot_needs_two_officers",
            ),
            models.UniqueConstraint(
                fields=["poll", "elector"],
                condition=~Q(status="refused"),
                name="one_paper_ballot_per_elector",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class UrnCount(models.Model):
    """Totals of an urn with their scanned protocol: shown apart, and in no count of ballots."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="urn_counts")
    place = models.CharField(_("where the urn stood"), max_length=200)
    forms = models.PositiveIntegerField(_("forms in the urn"))
    invalid = models.PositiveIntegerField(_("of them invalid"), default=0)
    # {option code: votes or points}
    totals = models.JSONField(_("votes by number on the ballot"), default=dict)
    protocol = models.FileField(_("scanned protocol"), upload_to="urns/")
    status = models.CharField(
        _("state"), max_length=9, choices=BatchStatus.choices, default=BatchStatus.ENTERED
    )
    reason = models.CharField(_("why it was refused"), max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("count of an urn")
        verbose_name_plural = _("counts of urns")
        ordering = ["entered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "place"],
                condition=~Q(status="refused"),
                name="urn_counted_once",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("entered_by")),
                name="urn_count_needs_two_officers",
            ),
            models.CheckConstraint(
                condition=Q(invalid__lte=F("forms")), name="urn_invalid_within_forms"
            ),
        ]

    def __str__(self) -> str:
        return self.place


class Tally(models.Model):
    """A count of a closed poll under one rule, with its trace; the official one decides."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="tallies")
    rule = models.CharField(_("rule"), max_length=40)
    params = models.JSONField(default=dict)
    official = models.BooleanField(_("decides"), default=False)
    status = models.CharField(
        max_length=8, choices=TallyStatus.choices, default=TallyStatus.WAITING
    )
    progress = models.FloatField(_("progress, 0 to 1"), default=0)
    outcome = models.JSONField(null=True, blank=True)
    # SHA-256 of the canonical input, so that a recount can show it counted the same ballots.
    input_hash = models.CharField(max_length=64, blank=True)
    error = models.TextField(blank=True)
    requested_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        ordering = ["poll", "-official", "rule"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "rule"], name="poll_tallied_once_per_rule"),
            models.UniqueConstraint(
                fields=["poll"], condition=Q(official=True), name="one_official_tally"
            ),
        ]

    def __str__(self) -> str:
        return self.rule
