"""What was sent and what was replied is not changed by any statement."""

from django.db import migrations

from consultations.recommendations.walls import BACKWARD, FORWARD


class Migration(migrations.Migration):
    dependencies = [("consultations", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
