import django.db.models.deletion
from django.db import migrations, models

from luoshi.office.log.append_only import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="League",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("title", models.CharField(max_length=100)),
                ("rules", models.CharField(max_length=60)),
                ("kinds", models.CharField(max_length=100)),
                ("every", models.SmallIntegerField(default=1)),
                ("position", models.IntegerField(default=0)),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "under",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.place"
                    ),
                ),
            ],
            options={
                "ordering": ("position", "code"),
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.BigIntegerField(db_index=True, editable=False)),
                ("kind", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=200)),
                ("period", models.CharField(max_length=30)),
                ("rules", models.TextField()),
                ("known_at", models.DateTimeField()),
                ("reason", models.TextField(blank=True, default="")),
                ("by", models.CharField(max_length=80)),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.place"
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="scoring.publication",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PublishedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.BigIntegerField(db_index=True, editable=False)),
                ("position", models.IntegerField()),
                ("key", models.CharField(max_length=60)),
                ("contents", models.JSONField()),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="scoring.publication"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RuleVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.BigIntegerField(db_index=True, editable=False)),
                ("kind", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=60)),
                ("number", models.IntegerField()),
                ("text", models.TextField()),
                ("reason", models.TextField(blank=True, default="")),
                ("by", models.CharField(max_length=80)),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "name", "number"), name="scoring_rules_once")],
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period", models.CharField(max_length=30)),
                ("card", models.CharField(blank=True, default="", max_length=40)),
                ("score", models.CharField(blank=True, default="", max_length=40)),
                ("rank", models.IntegerField(blank=True, null=True)),
                ("grade", models.CharField(blank=True, default="", max_length=10)),
                ("contents", models.JSONField(default=dict)),
                ("seen", models.BigIntegerField(default=0)),
                ("at", models.DateTimeField()),
                (
                    "league",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="standings", to="scoring.league"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisations.place"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("league", "period", "card", "place"), name="scoring_standing_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("as_of", models.CharField(max_length=7)),
                ("state", models.CharField(blank=True, default="", max_length=10)),
                ("light", models.CharField(blank=True, default="", max_length=12)),
                ("shown", models.CharField(blank=True, default="", max_length=24)),
                ("ahead", models.CharField(blank=True, default="", max_length=40)),
                ("reason", models.TextField(blank=True, default="")),
                ("contents", models.JSONField(default=dict)),
                ("outlook", models.JSONField(default=dict)),
                ("seen", models.BigIntegerField(default=0)),
                ("at", models.DateTimeField()),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="verdicts", to="ledger.commitment"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("commitment", "as_of"), name="scoring_verdict_once")],
            },
        ),
        append_only("scoring_ruleversion"),
        append_only("scoring_publication"),
        append_only("scoring_publishedrow"),
    ]
