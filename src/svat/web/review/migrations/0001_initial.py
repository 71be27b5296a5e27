import django.db.models.deletion
from django.db import migrations, models

import svat.web.records


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_initial"),
        ("rolls", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CorridorScreening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("basis", models.CharField(max_length=64)),
                ("lists", models.CharField(max_length=64)),
                ("on", models.DateField()),
                ("done", models.DateTimeField()),
                ("companies", models.PositiveIntegerField(default=0)),
                ("problems", models.TextField(default="[]")),
                (
                    "corridor",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screening",
                        to="people.corridorrecord",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HitRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=svat.web.records.new_key, editable=False, max_length=16, unique=True
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("role", models.CharField(default="company", max_length=8)),
                ("who", models.CharField(blank=True, max_length=64)),
                ("name", models.TextField()),
                ("kind", models.CharField(max_length=12)),
                ("publisher", models.CharField(max_length=40)),
                ("entry_id", models.CharField(max_length=200)),
                ("entry_sha256", models.CharField(max_length=64)),
                ("entry_then", models.TextField()),
                ("listed_name", models.TextField()),
                ("list_version", models.DateField()),
                ("status", models.CharField(max_length=6)),
                ("confidence", models.CharField(max_length=6)),
                ("score", models.FloatField()),
                ("evidence", models.TextField(default="{}")),
                ("state", models.CharField(default="open", max_length=10)),
                ("settled", models.CharField(blank=True, max_length=10)),
                ("since", models.DateTimeField(auto_now_add=True)),
                ("decided", models.DateTimeField(null=True)),
                ("until", models.DateField(null=True)),
                ("again", models.TextField(default='""')),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hits",
                        to="rolls.companyrecord",
                    ),
                ),
                (
                    "corridor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="people.corridorrecord"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="HitWait",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField()),
                ("ended", models.DateTimeField(null=True)),
                ("how", models.CharField(blank=True, max_length=10)),
                (
                    "hit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waits",
                        to="review.hitrecord",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ProofRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=svat.web.records.new_key, editable=False, max_length=16, unique=True
                    ),
                ),
                ("day", models.DateField()),
                ("document", models.BinaryField(null=True)),
                ("document_id", models.CharField(blank=True, max_length=64)),
                ("status", models.CharField(blank=True, max_length=10)),
                ("made", models.DateTimeField(auto_now_add=True)),
                (
                    "a",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rolls.companyrecord",
                    ),
                ),
                (
                    "b",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rolls.companyrecord",
                    ),
                ),
                (
                    "corridor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="people.corridorrecord"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.member"),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="RulingRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=svat.web.records.new_key, editable=False, max_length=16, unique=True
                    ),
                ),
                ("number", models.CharField(max_length=20)),
                ("ruling", models.TextField()),
                ("made", models.DateTimeField(auto_now_add=True)),
                (
                    "corridor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="people.corridorrecord"
                    ),
                ),
                (
                    "hit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rulings",
                        to="review.hitrecord",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="people.member"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="CaseRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=svat.web.records.new_key, editable=False, max_length=16, unique=True
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("table", models.CharField(max_length=12)),
                ("cells", models.TextField()),
                ("made", models.DateTimeField(auto_now_add=True)),
                ("undone", models.DateTimeField(null=True)),
                (
                    "corridor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="people.corridorrecord"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="people.member"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        fields=["corridor", "table", "undone", "id"], name="review_case_corrido_22eb72_idx"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="hitrecord",
            index=models.Index(fields=["corridor", "state", "id"], name="review_hitr_corrido_ee7b34_idx"),
        ),
        migrations.AddIndex(
            model_name="hitrecord",
            index=models.Index(
                fields=["corridor", "publisher", "entry_id"], name="review_hitr_corrido_56243a_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="hitrecord",
            constraint=models.UniqueConstraint(
                fields=("corridor", "company", "role", "who", "kind", "publisher", "entry_id"), name="one_hit"
            ),
        ),
        migrations.AddIndex(
            model_name="hitwait",
            index=models.Index(fields=["since"], name="review_hitw_since_539cc3_idx"),
        ),
        migrations.AddIndex(
            model_name="hitwait",
            index=models.Index(fields=["ended"], name="review_hitw_ended_98b409_idx"),
        ),
        migrations.AddConstraint(
            model_name="rulingrecord",
            constraint=models.UniqueConstraint(fields=("corridor", "number"), name="one_ruling_of_a_number"),
        ),
    ]
