from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="cell", name="reporting_cell_indicator"),
        migrations.AddIndex(
            model_name="cell",
            index=models.Index(fields=["indicator", "period", "value"], name="reporting_cell_value"),
        ),
    ]
