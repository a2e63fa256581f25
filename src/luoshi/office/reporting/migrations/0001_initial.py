import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luoshi.office.log.append_only import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalogue", "0001_initial"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Form",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("title", models.CharField(max_length=100)),
                ("state", models.CharField(db_index=True, default="draft", max_length=10)),
                ("every", models.SmallIntegerField(default=1)),
                ("first", models.SmallIntegerField(default=1)),
                ("due_day", models.SmallIntegerField(default=18)),
                ("joined_day", models.SmallIntegerField(default=20)),
                ("result_day", models.SmallIntegerField(default=25)),
                ("minutes", models.IntegerField(default=0)),
                ("basis", models.CharField(blank=True, default="", max_length=100)),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                (
                    "issuer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="forms", to="organisations.body"
                    ),
                ),
            ],
            options={
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period", models.CharField(max_length=30)),
                ("opens", models.DateField()),
                ("due", models.DateField(db_index=True)),
                ("joined", models.DateField()),
                ("result", models.DateField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("reopened", models.BooleanField(default=False)),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rounds", to="reporting.form"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(db_index=True, default="open", max_length=10)),
                ("version", models.IntegerField(default=0)),
                ("accepted", models.IntegerField(default=0)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sheets", to="organisations.body"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sheets", to="reporting.round"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("contents", models.JSONField(default=dict)),
                ("revision", models.IntegerField(default=1)),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sheet",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="draft", to="reporting.sheet"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.BigIntegerField(db_index=True, editable=False)),
                ("number", models.IntegerField(default=1)),
                ("kind", models.CharField(max_length=12)),
                ("note", models.TextField(blank=True, default="")),
                ("answers", models.JSONField(default=list)),
                ("late", models.BooleanField(default=False)),
                ("by", models.CharField(max_length=80)),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "sheet",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="reporting.sheet",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.BigIntegerField(db_index=True, editable=False)),
                ("decision", models.CharField(max_length=10)),
                ("reason", models.TextField(blank=True, default="")),
                ("by", models.CharField(max_length=80)),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="review", to="reporting.submission"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Cell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("measure", models.CharField(max_length=20)),
                ("period", models.CharField(max_length=30)),
                ("status", models.CharField(blank=True, default="", max_length=16)),
                ("value", models.CharField(blank=True, default="", max_length=60)),
                ("unit", models.CharField(blank=True, default="", max_length=20)),
                ("known_at", models.DateTimeField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.body",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.indicator"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.place"
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cells",
                        to="reporting.sheet",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.submission",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Value",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.BigIntegerField(db_index=True, editable=False)),
                ("status", models.CharField(max_length=16)),
                ("value", models.CharField(blank=True, default="", max_length=60)),
                ("unit", models.CharField(blank=True, default="", max_length=20)),
                ("note", models.CharField(blank=True, default="", max_length=400)),
                (
                    "cell",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="values", to="reporting.cell"
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="values", to="reporting.submission"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Waiver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.BigIntegerField(db_index=True, editable=False)),
                ("status", models.CharField(max_length=16)),
                ("reason", models.TextField()),
                ("by", models.CharField(max_length=80)),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "cell",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="waivers", to="reporting.cell"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FormCell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("measure", models.CharField(default="level", max_length=20)),
                ("position", models.SmallIntegerField(default=0)),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cells", to="reporting.form"
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.indicator"
                    ),
                ),
            ],
            options={
                "ordering": ("position",),
                "constraints": [
                    models.UniqueConstraint(fields=("form", "indicator", "measure"), name="reporting_form_cell_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Respondent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.body"
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="respondents", to="reporting.form"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("form", "body"), name="reporting_respondent_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(fields=("form", "period"), name="reporting_round_once"),
        ),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.UniqueConstraint(fields=("round", "body"), name="reporting_sheet_once"),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(fields=("sheet", "number"), name="reporting_submission_once"),
        ),
        migrations.AddIndex(
            model_name="cell",
            index=models.Index(fields=["indicator", "period"], name="reporting_cell_indicator"),
        ),
        migrations.AddIndex(
            model_name="cell",
            index=models.Index(fields=["place", "period"], name="reporting_cell_place"),
        ),
        migrations.AddIndex(
            model_name="cell",
            index=models.Index(fields=["period"], name="reporting_cell_period"),
        ),
        migrations.AddConstraint(
            model_name="cell",
            constraint=models.UniqueConstraint(
                fields=("place", "indicator", "measure", "period"), name="reporting_cell_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="value",
            constraint=models.UniqueConstraint(fields=("submission", "cell"), name="reporting_value_once"),
        ),
        append_only("reporting_submission"),
        append_only("reporting_value"),
        append_only("reporting_review"),
        append_only("reporting_waiver"),
    ]
