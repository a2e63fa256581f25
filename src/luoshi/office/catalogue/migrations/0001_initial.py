import django.db.models.deletion
from django.db import migrations, models

from luoshi.office.log.append_only import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("unit", models.CharField(blank=True, default="", max_length=20)),
                ("direction", models.CharField(default="up", max_length=10)),
                ("kind", models.CharField(default="flow", max_length=10)),
                ("cumulates", models.CharField(default="sum", max_length=10)),
                ("measure", models.CharField(default="level", max_length=20)),
                ("digits", models.SmallIntegerField(default=2)),
                ("card", models.CharField(blank=True, default="", max_length=20)),
                ("definition", models.TextField(blank=True, default="")),
                ("every", models.SmallIntegerField(default=1)),
                ("first", models.SmallIntegerField(default=1)),
                ("due_day", models.SmallIntegerField(default=18)),
                ("position", models.IntegerField(default=0)),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "issuer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.body",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.body",
                    ),
                ),
            ],
            options={
                "ordering": ("position", "code"),
            },
        ),
        migrations.CreateModel(
            name="IndicatorVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.BigIntegerField(db_index=True, editable=False)),
                ("number", models.IntegerField()),
                ("since", models.DateField()),
                ("contents", models.JSONField()),
                ("reason", models.TextField(blank=True, default="")),
                ("by", models.CharField(max_length=80)),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="catalogue.indicator"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("indicator", "number"), name="catalogue_version_once")],
            },
        ),
        append_only("catalogue_indicatorversion"),
    ]
