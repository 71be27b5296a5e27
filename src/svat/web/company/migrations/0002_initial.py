import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("company", "0001_initial"),
        ("people", "0001_initial"),
        ("rolls", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="companyrequest",
            name="company",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="requests", to="rolls.companyrecord"
            ),
        ),
        migrations.AddField(
            model_name="companyrequest",
            name="ended_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.member"
            ),
        ),
        migrations.AddField(
            model_name="companyrequest",
            name="listing",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, to="rolls.listingrecord"
            ),
        ),
        migrations.AddField(
            model_name="companyrequest",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.member"
            ),
        ),
        migrations.AddIndex(
            model_name="companyrequest",
            index=models.Index(fields=["state", "id"], name="company_com_state_6d724b_idx"),
        ),
    ]
