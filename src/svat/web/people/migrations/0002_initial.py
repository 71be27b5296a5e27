import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("rolls", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="company",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="rolls.companyrecord"
            ),
        ),
        migrations.AddField(
            model_name="member",
            name="company",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="members",
                to="rolls.companyrecord",
            ),
        ),
        migrations.AddField(
            model_name="member",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="members",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="made_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invited",
                to="people.member",
            ),
        ),
        migrations.AddField(
            model_name="factorrecovery",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.member"
            ),
        ),
        migrations.AddField(
            model_name="factorrecovery",
            name="seconded_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.member"
            ),
        ),
        migrations.AddField(
            model_name="outboxmail",
            name="company",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="rolls.companyrecord",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                condition=models.Q(("company", None), ("ended", None)),
                fields=("user", "role"),
                name="one_member_of_a_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                condition=models.Q(("company__isnull", False), ("ended", None)),
                fields=("user", "company"),
                name="one_member_of_a_company",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("company__isnull", False), ("role", "company")),
                    models.Q(models.Q(("role", "company"), _negated=True), ("company", None)),
                    _connector="OR",
                ),
                name="a_company_has_companys_members",
            ),
        ),
        migrations.AddConstraint(
            model_name="factorrecovery",
            constraint=models.UniqueConstraint(
                condition=models.Q(("seconded", None), ("withdrawn", None)),
                fields=("user",),
                name="one_open_recovery_of_a_person",
            ),
        ),
        migrations.AddIndex(
            model_name="outboxmail",
            index=models.Index(fields=["state", "id"], name="people_outb_state_bc918b_idx"),
        ),
        migrations.AddIndex(
            model_name="outboxmail",
            index=models.Index(fields=["batch"], name="people_outb_batch_76f62a_idx"),
        ),
    ]
