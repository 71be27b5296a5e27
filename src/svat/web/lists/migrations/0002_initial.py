import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("lists", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="listfolder",
            name="corridor",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="list_folder",
                to="people.corridorrecord",
            ),
        ),
        migrations.AddField(
            model_name="listupload",
            name="corridor",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.corridorrecord"),
        ),
        migrations.AddField(
            model_name="listupload",
            name="member",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.member"),
        ),
        migrations.AddField(
            model_name="listfile",
            name="upload",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="files", to="lists.listupload"
            ),
        ),
        migrations.AddField(
            model_name="listversionrecord",
            name="corridor",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.corridorrecord"),
        ),
        migrations.AddField(
            model_name="listversionrecord",
            name="upload",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, to="lists.listupload"
            ),
        ),
        migrations.AddField(
            model_name="listcomparison",
            name="earlier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="lists.listversionrecord"
            ),
        ),
        migrations.AddField(
            model_name="listcomparison",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="comparisons",
                to="lists.listversionrecord",
            ),
        ),
        migrations.AddField(
            model_name="listchange",
            name="earlier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="lists.listversionrecord"
            ),
        ),
        migrations.AddField(
            model_name="listchange",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="lists.listversionrecord",
            ),
        ),
        migrations.AddField(
            model_name="rescreening",
            name="corridor",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.corridorrecord"),
        ),
        migrations.AddField(
            model_name="rescreening",
            name="member",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, to="people.member"
            ),
        ),
        migrations.AddConstraint(
            model_name="listversionrecord",
            constraint=models.UniqueConstraint(
                fields=("corridor", "publisher", "kind", "version_date"), name="one_list_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="listcomparison",
            constraint=models.UniqueConstraint(
                fields=("version", "earlier"), name="one_comparison_of_two_versions"
            ),
        ),
        migrations.AddIndex(
            model_name="listchange",
            index=models.Index(
                fields=["version", "earlier", "kind", "id"], name="lists_listc_version_ec3407_idx"
            ),
        ),
    ]
