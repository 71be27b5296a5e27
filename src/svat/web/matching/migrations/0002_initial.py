import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("matching", "0001_initial"),
        ("people", "0001_initial"),
        ("rolls", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="decisionrecord",
            name="company",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rolls.companyrecord"
            ),
        ),
        migrations.AddField(
            model_name="decisionrecord",
            name="corridor",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.corridorrecord"),
        ),
        migrations.AddField(
            model_name="decisionrecord",
            name="member",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.member"),
        ),
        migrations.AddField(
            model_name="decisionrecord",
            name="partner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rolls.companyrecord"
            ),
        ),
        migrations.AddField(
            model_name="introductionevent",
            name="member",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, to="people.member"
            ),
        ),
        migrations.AddField(
            model_name="introductionrecord",
            name="a",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rolls.companyrecord"
            ),
        ),
        migrations.AddField(
            model_name="introductionrecord",
            name="b",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rolls.companyrecord"
            ),
        ),
        migrations.AddField(
            model_name="introductionrecord",
            name="corridor",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.corridorrecord"),
        ),
        migrations.AddField(
            model_name="introductionevent",
            name="introduction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="matching.introductionrecord",
            ),
        ),
        migrations.AddField(
            model_name="decisionrecord",
            name="introduction",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="matching.introductionrecord",
            ),
        ),
        migrations.AddField(
            model_name="lessonrecord",
            name="corridor",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="lesson", to="people.corridorrecord"
            ),
        ),
        migrations.AddField(
            model_name="pricerecord",
            name="a",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="rolls.companyrecord",
            ),
        ),
        migrations.AddField(
            model_name="pricerecord",
            name="b",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="rolls.companyrecord",
            ),
        ),
        migrations.AddField(
            model_name="pricerecord",
            name="corridor",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.corridorrecord"),
        ),
        migrations.AddField(
            model_name="pricerecord",
            name="member",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.member"),
        ),
        migrations.AddField(
            model_name="runrecord",
            name="corridor",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.corridorrecord"),
        ),
        migrations.AddField(
            model_name="runrecord",
            name="member",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.member"),
        ),
        migrations.AddField(
            model_name="runrecord",
            name="previous",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="matching.runrecord",
            ),
        ),
        migrations.AddField(
            model_name="runrecord",
            name="proposed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.member"
            ),
        ),
        migrations.AddField(
            model_name="runrecord",
            name="published_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.member"
            ),
        ),
        migrations.AddField(
            model_name="introductionrecord",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="introductions",
                to="matching.runrecord",
            ),
        ),
        migrations.AddField(
            model_name="standingcheck",
            name="corridor",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="standing_check",
                to="people.corridorrecord",
            ),
        ),
        migrations.AddField(
            model_name="wishrecord",
            name="a",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="rolls.companyrecord",
            ),
        ),
        migrations.AddField(
            model_name="wishrecord",
            name="b",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="rolls.companyrecord",
            ),
        ),
        migrations.AddField(
            model_name="wishrecord",
            name="corridor",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.corridorrecord"),
        ),
        migrations.AddField(
            model_name="wishrecord",
            name="member",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.member"),
        ),
        migrations.AddIndex(
            model_name="decisionrecord",
            index=models.Index(fields=["corridor", "current", "id"], name="matching_de_corrido_24b57a_idx"),
        ),
        migrations.AddConstraint(
            model_name="decisionrecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(("current", True)),
                fields=("side", "company", "partner"),
                name="one_decision_counts",
            ),
        ),
        migrations.AddConstraint(
            model_name="runrecord",
            constraint=models.UniqueConstraint(fields=("corridor", "number"), name="one_run_of_a_number"),
        ),
        migrations.AddConstraint(
            model_name="runrecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")), fields=("corridor",), name="one_run_is_computed"
            ),
        ),
        migrations.AddConstraint(
            model_name="runrecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "published")), fields=("corridor",), name="one_run_is_published"
            ),
        ),
        migrations.AddIndex(
            model_name="introductionrecord",
            index=models.Index(fields=["a", "stands", "state"], name="matching_in_a_id_44920d_idx"),
        ),
        migrations.AddIndex(
            model_name="introductionrecord",
            index=models.Index(fields=["b", "stands", "state"], name="matching_in_b_id_3974ae_idx"),
        ),
        migrations.AddIndex(
            model_name="introductionrecord",
            index=models.Index(
                fields=["corridor", "stands", "state", "id"], name="matching_in_corrido_d0dcda_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="introductionrecord",
            constraint=models.UniqueConstraint(fields=("run", "a", "b"), name="one_introduction_of_a_pair"),
        ),
        migrations.AddConstraint(
            model_name="introductionrecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stands", True)), fields=("a", "b"), name="one_introduction_stands"
            ),
        ),
        migrations.AddConstraint(
            model_name="wishrecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone", None)), fields=("wish", "a", "b"), name="one_wish_of_a_pair"
            ),
        ),
    ]
