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
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=255)),
                ("digest", models.CharField(max_length=64)),
                ("stored", models.CharField(max_length=255)),
                ("size", models.BigIntegerField()),
                ("printed", models.DateField(blank=True, null=True)),
                ("state", models.CharField(db_index=True, default="waiting", max_length=10)),
                ("job", models.BigIntegerField(blank=True, null=True)),
                ("error", models.TextField(blank=True, default="")),
                ("text", models.TextField(blank=True, default="")),
                ("pages", models.JSONField(default=list)),
                ("articles", models.JSONField(default=list)),
                ("by", models.CharField(max_length=80)),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="organisations.place"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.IntegerField()),
                ("kind", models.CharField(max_length=10)),
                ("article", models.IntegerField(default=0)),
                ("line", models.IntegerField(default=0)),
                ("start", models.IntegerField()),
                ("end", models.IntegerField()),
                ("quote", models.TextField()),
                ("contents", models.JSONField()),
                ("fields", models.JSONField(default=dict)),
                ("state", models.CharField(db_index=True, default="found", max_length=10)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="statements", to="documents.document"
                    ),
                ),
            ],
            options={
                "ordering": ("document_id", "number"),
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.BigIntegerField(db_index=True, editable=False)),
                ("verdict", models.CharField(max_length=10)),
                ("fields", models.JSONField(default=dict)),
                ("reason", models.TextField(blank=True, default="")),
                ("by", models.CharField(max_length=80)),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="documents.statement"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(fields=("document", "number"), name="documents_statement_once"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["place", "printed"], name="documents_issue"),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(fields=("place", "digest"), name="documents_document_once"),
        ),
        append_only("documents_decision"),
    ]
