import django.db.models.deletion
from django.db import migrations, models

from luoshi.office.log.append_only import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalogue", "0001_initial"),
        ("documents", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40, unique=True)),
                ("kind", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True, default="")),
                ("period", models.CharField(db_index=True, max_length=30)),
                ("measure", models.CharField(blank=True, default="", max_length=20)),
                ("comparator", models.CharField(blank=True, default="", max_length=20)),
                ("value", models.CharField(blank=True, default="", max_length=60)),
                ("value_to", models.CharField(blank=True, default="", max_length=60)),
                ("unit", models.CharField(blank=True, default="", max_length=20)),
                ("strength", models.CharField(blank=True, default="", max_length=20)),
                ("reference", models.CharField(blank=True, default="", max_length=100)),
                ("baseline", models.CharField(blank=True, default="", max_length=60)),
                ("due", models.DateField(blank=True, null=True)),
                ("card", models.CharField(blank=True, default="", max_length=20)),
                ("state", models.CharField(db_index=True, default="open", max_length=10)),
                ("position", models.IntegerField(default=0)),
                ("printed_owners", models.JSONField(blank=True, default=list)),
                ("version", models.IntegerField(default=1)),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="catalogue.indicator",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="ledger.commitment",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="organisations.place",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="documents.statement",
                    ),
                ),
            ],
            options={
                "ordering": ("period", "position", "number"),
            },
        ),
        migrations.CreateModel(
            name="Ownership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=10)),
                ("position", models.SmallIntegerField(default=0)),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="commitments", to="organisations.body"
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="owners", to="ledger.commitment"
                    ),
                ),
            ],
            options={
                "ordering": ("role", "position"),
            },
        ),
        migrations.CreateModel(
            name="TaskReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.BigIntegerField(db_index=True, editable=False)),
                ("state", models.CharField(max_length=12)),
                ("share", models.CharField(blank=True, default="", max_length=20)),
                ("text", models.TextField()),
                ("by", models.CharField(max_length=80)),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.body"
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="ledger.commitment"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CommitmentVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.BigIntegerField(db_index=True, editable=False)),
                ("number", models.IntegerField()),
                ("contents", models.JSONField()),
                ("reason", models.TextField(blank=True, default="")),
                ("by", models.CharField(max_length=80)),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="ledger.commitment"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("commitment", "number"), name="ledger_version_once")],
            },
        ),
        append_only("ledger_commitmentversion"),
        append_only("ledger_taskreport"),
    ]
