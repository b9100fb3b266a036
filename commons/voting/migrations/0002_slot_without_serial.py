"""Slots get a random key, paper ballots keep their choices encrypted, polls remember a delay."""

import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("voting", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="poll",
            name="pending_since",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.DeleteModel(name="Slot"),
        migrations.CreateModel(
            name="Slot",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("slot", models.BinaryField(max_length=32)),
                ("pub", models.BinaryField(max_length=16)),
                ("area", models.CharField(max_length=9)),
                ("current", models.PositiveIntegerField(default=0)),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slots",
                        to="voting.poll",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["poll", "slot"], name="one_slot_per_voter"),
                    models.UniqueConstraint(fields=["poll", "pub"], name="slot_pub_used_once"),
                ],
            },
        ),
        migrations.RemoveField(model_name="paperballot", name="choices"),
        migrations.AddField(
            model_name="paperballot",
            name="choices",
            field=models.TextField(blank=True, editable=False, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="paperballot",
            name="reason",
            field=models.CharField(blank=True, max_length=40, verbose_name="why it was refused"),
        ),
        migrations.AddConstraint(
            model_name="paperballot",
            constraint=models.UniqueConstraint(
                condition=~Q(status="refused"),
                fields=("poll", "elector"),
                name="one_paper_ballot_per_elector",
            ),
        ),
    ]
