import django.db.models.deletion
from django.db import migrations, models

import svat.web.records
import svat.web.rolls.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkRecord",
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
                ("action", models.CharField(max_length=40)),
                ("count", models.PositiveIntegerField()),
                ("what", models.TextField()),
                ("made", models.DateTimeField(auto_now_add=True)),
                ("undone", models.DateTimeField(null=True)),
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
            name="CompanyRecord",
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
                ("side", models.CharField(choices=[("a", "a"), ("b", "b")], max_length=1)),
                ("external_id", svat.web.records.ByLetters(max_length=200)),
                ("search_key", models.TextField()),
                ("sort_key", svat.web.records.ByLetters(max_length=200)),
                ("name", models.CharField(max_length=500)),
                ("name_local", models.CharField(blank=True, max_length=500)),
                ("name_latin", models.CharField(blank=True, max_length=500)),
                ("country", models.CharField(max_length=2)),
                ("city", svat.web.records.ByLetters(blank=True, max_length=200)),
                ("registration_number", models.CharField(blank=True, max_length=60)),
                ("tax_number", models.CharField(blank=True, max_length=60)),
                ("fields", models.TextField()),
                ("file", models.CharField(blank=True, max_length=300)),
                ("row", models.PositiveIntegerField(default=0)),
                ("gone", models.BooleanField(default=False)),
                ("updated", models.DateTimeField(auto_now=True)),
                (
                    "corridor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="people.corridorrecord"
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="rolls.companyrecord",
                    ),
                ),
            ],
            options={
                "ordering": ["sort_key", "id"],
            },
        ),
        migrations.CreateModel(
            name="CorrectionRecord",
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
                ("side", models.CharField(choices=[("a", "a"), ("b", "b")], max_length=1)),
                ("company", models.CharField(max_length=200)),
                ("column", models.CharField(max_length=40)),
                ("value", models.TextField(blank=True)),
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
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.member"),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="DuplicateRecord",
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
                ("side", models.CharField(choices=[("a", "a"), ("b", "b")], max_length=1)),
                ("score", models.PositiveSmallIntegerField()),
                ("reason", models.TextField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "corridor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="people.corridorrecord"
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rolls.companyrecord",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rolls.companyrecord",
                    ),
                ),
            ],
            options={
                "ordering": ["-score", "id"],
            },
        ),
        migrations.CreateModel(
            name="FolderFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=300)),
                ("data", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "corridor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="people.corridorrecord"
                    ),
                ),
            ],
            options={
                "ordering": ["path"],
            },
        ),
        migrations.CreateModel(
            name="Import",
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
                ("side", models.CharField(choices=[("a", "a"), ("b", "b")], max_length=1)),
                ("name", models.CharField(max_length=255)),
                ("data", models.BinaryField()),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("encoding", models.CharField(blank=True, max_length=40)),
                ("mapping", models.TextField(default="{}")),
                ("replaces", models.BooleanField(default=False)),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("found", models.TextField(default="{}")),
                ("made", models.DateTimeField(auto_now_add=True)),
                ("applied", models.DateTimeField(null=True)),
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
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="CompanyVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("fields", models.TextField()),
                ("gone", models.BooleanField(default=False)),
                ("why", models.CharField(max_length=40)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="rolls.companyrecord",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="people.member"
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="rolls.import"
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="ListingRecord",
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
                ("kind", models.CharField(max_length=5)),
                ("position", models.PositiveIntegerField()),
                ("text", models.TextField(blank=True)),
                ("text_hash", svat.web.rolls.models.TextHash(blank=True, editable=False, max_length=32)),
                ("hs", models.CharField(blank=True, max_length=6)),
                ("proposed", models.TextField(default="[]")),
                ("answer", models.CharField(blank=True, max_length=20)),
                ("confirmed", models.CharField(blank=True, max_length=6)),
                ("gone", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="rolls.companyrecord",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="people.member"
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="rolls.import"
                    ),
                ),
            ],
            options={
                "ordering": ["company_id", "kind", "position", "id"],
            },
        ),
        migrations.CreateModel(
            name="ConfirmationRecord",
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
                ("text", models.TextField()),
                ("text_key", models.CharField(max_length=64)),
                ("answer", models.CharField(max_length=20)),
                ("hs", models.CharField(blank=True, max_length=6)),
                ("batch", models.CharField(max_length=16)),
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
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.member"),
                ),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to="rolls.listingrecord",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ListTaken",
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
                ("query", models.TextField(blank=True)),
                ("language", models.CharField(max_length=8)),
                ("made", models.DateTimeField(auto_now_add=True)),
                ("done", models.DateTimeField(null=True)),
                ("rows", models.PositiveIntegerField(null=True)),
                ("expires", models.DateTimeField(db_index=True)),
                (
                    "member",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.member"),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="MergeRecord",
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
                ("side", models.CharField(choices=[("a", "a"), ("b", "b")], max_length=1)),
                ("kept", models.CharField(max_length=200)),
                ("gone", models.CharField(max_length=200)),
                ("same", models.BooleanField()),
                ("before", models.TextField(default="{}")),
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
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.member"),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="PreviewChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("company", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=500)),
                ("fields", models.TextField(default="{}")),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="rolls.import"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="RowSaid",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("refused", models.BooleanField()),
                ("file", models.CharField(max_length=300)),
                ("row", models.PositiveIntegerField()),
                ("column", models.CharField(blank=True, max_length=300)),
                ("value", models.TextField(blank=True)),
                ("reason", models.TextField()),
                ("kind", models.CharField(max_length=40)),
                ("record", models.TextField(blank=True)),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="said", to="rolls.import"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
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
                ("page", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=100)),
                ("query", models.TextField()),
                ("shared", models.BooleanField(default=False)),
                ("owner", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.member")),
            ],
            options={
                "ordering": ["name", "id"],
            },
        ),
        migrations.CreateModel(
            name="SynonymRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("canonical", models.CharField(max_length=40)),
                ("heading", models.CharField(max_length=300)),
                (
                    "corridor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="people.corridorrecord"
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="rolls.import"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddIndex(
            model_name="companyrecord",
            index=models.Index(
                condition=models.Q(("gone", False), ("merged_into", None)),
                fields=["corridor", "side", "sort_key", "id"],
                name="companies_on_the_roll",
            ),
        ),
        migrations.AddIndex(
            model_name="companyrecord",
            index=models.Index(
                condition=models.Q(("gone", True)), fields=["sort_key", "id"], name="companies_gone"
            ),
        ),
        migrations.AddIndex(
            model_name="companyrecord",
            index=models.Index(fields=["sort_key", "id"], name="rolls_compa_sort_ke_ff85a6_idx"),
        ),
        migrations.AddIndex(
            model_name="companyrecord",
            index=models.Index(fields=["country", "sort_key", "id"], name="rolls_compa_country_0ddc8f_idx"),
        ),
        migrations.AddIndex(
            model_name="companyrecord",
            index=models.Index(fields=["city", "sort_key", "id"], name="rolls_compa_city_67a04b_idx"),
        ),
        migrations.AddIndex(
            model_name="companyrecord",
            index=models.Index(fields=["external_id", "id"], name="rolls_compa_externa_44f8e1_idx"),
        ),
        migrations.AddIndex(
            model_name="companyrecord",
            index=models.Index(fields=["updated", "id"], name="rolls_compa_updated_94dfd7_idx"),
        ),
        migrations.AddIndex(
            model_name="companyrecord",
            index=models.Index(fields=["country", "city"], name="rolls_compa_country_436385_idx"),
        ),
        migrations.AddIndex(
            model_name="companyrecord",
            index=models.Index(fields=["registration_number"], name="rolls_compa_registr_8ac399_idx"),
        ),
        migrations.AddIndex(
            model_name="companyrecord",
            index=models.Index(fields=["tax_number"], name="rolls_compa_tax_num_d09e86_idx"),
        ),
        migrations.AddConstraint(
            model_name="companyrecord",
            constraint=models.UniqueConstraint(
                fields=("corridor", "side", "external_id"), name="one_company_of_an_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="correctionrecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone", None)),
                fields=("corridor", "side", "company", "column"),
                name="one_correction_of_a_field",
            ),
        ),
        migrations.AddIndex(
            model_name="duplicaterecord",
            index=models.Index(fields=["-score", "id"], name="rolls_dupli_score_ae898c_idx"),
        ),
        migrations.AddConstraint(
            model_name="duplicaterecord",
            constraint=models.UniqueConstraint(fields=("first", "second"), name="one_duplicate_of_a_pair"),
        ),
        migrations.AddConstraint(
            model_name="folderfile",
            constraint=models.UniqueConstraint(fields=("corridor", "path"), name="one_file_of_a_path"),
        ),
        migrations.AddIndex(
            model_name="import",
            index=models.Index(fields=["corridor", "side", "state"], name="rolls_impor_corrido_eef005_idx"),
        ),
        migrations.AddConstraint(
            model_name="companyversion",
            constraint=models.UniqueConstraint(fields=("company", "number"), name="one_company_version"),
        ),
        migrations.AddIndex(
            model_name="listingrecord",
            index=models.Index(fields=["answer", "gone", "id"], name="rolls_listi_answer_9c3b1a_idx"),
        ),
        migrations.AddIndex(
            model_name="listingrecord",
            index=models.Index(fields=["company", "gone", "kind"], name="rolls_listi_company_c6f0f6_idx"),
        ),
        migrations.AddIndex(
            model_name="listingrecord",
            index=models.Index(
                condition=models.Q(("answer", ""), ("gone", False)),
                fields=["text_hash", "id"],
                name="open_listings_of_a_text",
            ),
        ),
        migrations.AddIndex(
            model_name="confirmationrecord",
            index=models.Index(
                fields=["corridor", "undone", "text_key"], name="rolls_confi_corrido_9bdd68_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="confirmationrecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone", None)), fields=("listing",), name="one_word_on_a_listing"
            ),
        ),
        migrations.AddConstraint(
            model_name="mergerecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone", None)),
                fields=("corridor", "side", "kept", "gone"),
                name="one_word_on_a_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="synonymrecord",
            constraint=models.UniqueConstraint(fields=("corridor", "heading"), name="one_word_on_a_heading"),
        ),
    ]
