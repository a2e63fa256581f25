"""The log: entries that cannot be changed, and the head."""

from typing import Any, ClassVar

from django.db import migrations, models

from luoshi.office.log.append_only import append_only


def _first_head(apps: Any, editor: Any) -> None:
    apps.get_model("log", "Head").objects.get_or_create(id=1, defaults={"count": 0, "hash": "0" * 64})


class Migration(migrations.Migration):
    """Tables, triggers, the head before the first entry."""

    initial = True
    dependencies: ClassVar[list[Any]] = []
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.CharField(max_length=27)),
                ("who", models.CharField(max_length=80)),
                ("who_name", models.CharField(max_length=200)),
                ("action", models.CharField(db_index=True, max_length=80)),
                ("object", models.CharField(db_index=True, max_length=120)),
                ("before", models.TextField()),
                ("after", models.TextField()),
                ("rows", models.TextField()),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={"indexes": [models.Index(fields=["who", "seq"], name="log_entry_who")]},
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("id", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("count", models.BigIntegerField()),
                ("hash", models.CharField(max_length=64)),
            ],
        ),
        append_only("log_entry"),
        migrations.RunPython(_first_head, migrations.RunPython.noop),
    ]
