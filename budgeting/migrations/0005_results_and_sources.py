"""Summaries of counted ballots, and what imported files said beyond a round of ours."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('budgeting', '0004_rules_versions'),
    ]

    operations = [
        migrations.CreateModel(
            name='PabulibSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200)),
                ('meta', models.JSONField()),
                ('project_columns', models.JSONField()),
                ('project_rows', models.JSONField()),
                ('vote_columns', models.JSONField()),
                ('vote_rows', models.BinaryField()),
                ('scale', models.PositiveBigIntegerField(default=1)),
                ('codes', models.JSONField()),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='pabulib', to='budgeting.round')),
            ],
            options={
                'verbose_name': 'imported Pabulib file',
                'verbose_name_plural': 'imported Pabulib files',
            },
        ),
        migrations.CreateModel(
            name='ResultSummary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('numbers', models.JSONField()),
                ('ballots_file', models.BinaryField(default=b'')),
                ('made_at', models.DateTimeField()),
                ('envelope', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='summary', to='budgeting.envelope')),
            ],
            options={
                'verbose_name': 'summary of a result',
                'verbose_name_plural': 'summaries of results',
            },
        ),
    ]
