from typing import Any, ClassVar

from django.db import migrations, models

from luoshi.office.log.append_only import append_only


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar[list[Any]] = []
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("entry", models.BigIntegerField(db_index=True, editable=False)),
                ("name", models.CharField(max_length=40)),
                ("value", models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ("at", models.DateTimeField(null=True)),
            ],
        ),
        append_only("trial_figure"),
    ]
