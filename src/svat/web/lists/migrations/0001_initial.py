from django.db import migrations, models

import svat.web.records


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ListChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("entry", models.CharField(max_length=200)),
                ("name", models.TextField()),
                ("words", models.TextField(default="[]")),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ListComparison",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("done", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ListFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=255)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("data", models.BinaryField(null=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ListFolder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("manifest", models.CharField(blank=True, max_length=64)),
                ("broken", models.TextField(default="[]")),
                ("read", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name="ListUpload",
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
                ("publisher", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=40)),
                ("version_date", models.DateField()),
                ("covers", models.CharField(blank=True, max_length=300)),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("accept_fewer", models.BooleanField(default=False)),
                ("told", models.TextField(default="[]")),
                ("made", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="ListVersionRecord",
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
                ("publisher", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=40)),
                ("version_date", models.DateField()),
                ("holder", models.CharField(max_length=40)),
                ("sha256", models.CharField(max_length=64)),
                ("entries", models.PositiveIntegerField(default=0)),
                ("since", models.DateField()),
                ("doubtful", models.BooleanField(default=False)),
                ("in_doubt", models.TextField(default='""')),
                ("made", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["publisher", "kind", "-version_date", "id"],
            },
        ),
        migrations.CreateModel(
            name="Rescreening",
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
                ("before", models.DateField()),
                ("after", models.DateField()),
                ("done", models.DateTimeField(null=True)),
                ("companies", models.PositiveIntegerField(default=0)),
                ("problems", models.TextField(default="[]")),
                ("turned", models.TextField(default="[]")),
                ("made", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
    ]
