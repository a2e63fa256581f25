"""Answers to actions that were sent with a key."""

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of answers."""

    initial = True
    dependencies: ClassVar[list[Any]] = []
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("who", models.CharField(max_length=80)),
                ("key", models.CharField(max_length=200)),
                ("action", models.CharField(max_length=80)),
                ("inputs", models.CharField(max_length=64)),
                ("answer", models.TextField()),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("who", "key"), name="guard_answer_once")],
            },
        ),
    ]
