from django.db import migrations, models

import svat.web.records


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="DecisionRecord",
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
                ("day", models.DateField()),
                ("accepted", models.BooleanField()),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("words", models.TextField(blank=True)),
                ("consent", models.BooleanField(default=False)),
                ("current", models.BooleanField(default=True)),
                ("made", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="IntroductionEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("side", models.CharField(blank=True, max_length=1)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="IntroductionRecord",
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
                ("rank_a", models.PositiveIntegerField()),
                ("rank_b", models.PositiveIntegerField()),
                ("probability", models.FloatField()),
                ("reasons", models.TextField()),
                ("verdict", models.TextField()),
                ("partner_a", models.TextField()),
                ("partner_b", models.TextField()),
                ("state", models.CharField(max_length=10)),
                ("because", models.TextField(default='""')),
                ("stands", models.BooleanField(default=False)),
                ("answer_a", models.CharField(blank=True, max_length=10)),
                ("answer_b", models.CharField(blank=True, max_length=10)),
                ("answered_a", models.DateTimeField(null=True)),
                ("answered_b", models.DateTimeField(null=True)),
                ("since", models.DateTimeField(null=True)),
                ("shown", models.DateTimeField(null=True)),
                ("hidden", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["run_id", "-probability", "id"],
            },
        ),
        migrations.CreateModel(
            name="LessonRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("lesson", models.TextField()),
                ("decisions", models.PositiveIntegerField()),
                ("at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name="PriceRecord",
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
                ("asked", models.TextField()),
                ("before", models.FloatField(null=True)),
                ("after", models.FloatField(null=True)),
                ("said", models.TextField(default='""')),
                ("made", models.DateTimeField(auto_now_add=True)),
                ("ended", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="RunRecord",
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
                ("number", models.PositiveIntegerField()),
                ("day", models.DateField()),
                ("policy", models.TextField()),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("inputs", models.TextField(default="{}")),
                ("document", models.BinaryField(null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("figures", models.TextField(default="{}")),
                ("changes", models.TextField(default="{}")),
                ("made", models.DateTimeField(auto_now_add=True)),
                ("computed", models.DateTimeField(null=True)),
                ("published", models.DateTimeField(null=True)),
                ("rechecked", models.DateTimeField(null=True)),
                ("rechecked_on", models.DateField(null=True)),
                ("ground", models.CharField(blank=True, max_length=64)),
                ("said", models.TextField(default='""')),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="StandingCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("manifest", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name="WishRecord",
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
                ("wish", models.CharField(max_length=4)),
                ("most", models.PositiveIntegerField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("made", models.DateTimeField(auto_now_add=True)),
                ("undone", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
    ]
