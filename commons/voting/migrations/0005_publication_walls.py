"""The walls of what came with publications: nothing that was announced or published changes.

As in 0003, whoever must says so: SET birge.maintenance = 'on';
"""

from django.db import migrations, models

POLL_KEPT = """
CREATE OR REPLACE FUNCTION voting_poll_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF voting_maintenance() OR OLD.status = 'draft' THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'UPDATE'
        AND NEW.id = OLD.id AND NEW.akimat_id = OLD.akimat_id
        AND NEW.ballot_format = OLD.ballot_format AND NEW.budget_tenge = OLD.budget_tenge
        AND NEW.max_choices IS NOT DISTINCT FROM OLD.max_choices
        AND NEW.points_total IS NOT DISTINCT FROM OLD.points_total
        AND NEW.points_each IS NOT DISTINCT FROM OLD.points_each
        AND NEW.may_change = OLD.may_change AND NEW.lot_seed = OLD.lot_seed
        AND NEW.opened_at IS NOT DISTINCT FROM OLD.opened_at
        {more}
        AND (NEW.status = OLD.status OR (OLD.status = 'open' AND NEW.status = 'closed'))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the rules of an opened poll do not change'
        USING ERRCODE = 'restrict_violation';
END $$;
"""

MORE = """AND NEW.rule = OLD.rule AND NEW.params = OLD.params
        AND NEW.verifier_id IS NOT DISTINCT FROM OLD.verifier_id
        AND NEW.key_days = OLD.key_days
        AND (OLD.key_destroyed_at IS NULL OR NEW.key_destroyed_at = OLD.key_destroyed_at)"""

WALLS = """
CREATE FUNCTION voting_publication_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF voting_maintenance() OR OLD.status <> 'done' THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what is published stays: % refused', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION voting_urn_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF voting_maintenance() OR OLD.status <> 'confirmed' THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a confirmed count of an urn stays: % refused', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER block_append_only BEFORE UPDATE OR DELETE ON voting_logblock
    FOR EACH ROW EXECUTE FUNCTION voting_append_only();
CREATE TRIGGER block_not_emptied BEFORE TRUNCATE ON voting_logblock
    FOR EACH STATEMENT EXECUTE FUNCTION voting_append_only();
CREATE TRIGGER verifier_append_only BEFORE UPDATE OR DELETE ON voting_verifier
    FOR EACH ROW EXECUTE FUNCTION voting_append_only();
CREATE TRIGGER verifier_not_emptied BEFORE TRUNCATE ON voting_verifier
    FOR EACH STATEMENT EXECUTE FUNCTION voting_append_only();
CREATE TRIGGER publication_kept BEFORE UPDATE OR DELETE ON voting_publication
    FOR EACH ROW EXECUTE FUNCTION voting_publication_kept();
CREATE TRIGGER publication_not_emptied BEFORE TRUNCATE ON voting_publication
    FOR EACH STATEMENT EXECUTE FUNCTION voting_append_only();
CREATE TRIGGER urn_kept BEFORE UPDATE OR DELETE ON voting_urncount
    FOR EACH ROW EXECUTE FUNCTION voting_urn_kept();
CREATE TRIGGER urn_not_emptied BEFORE TRUNCATE ON voting_urncount
    FOR EACH STATEMENT EXECUTE FUNCTION voting_append_only();
"""

GONE = """
DROP TRIGGER block_append_only ON voting_logblock;
DROP TRIGGER block_not_emptied ON voting_logblock;
DROP TRIGGER verifier_append_only ON voting_verifier;
DROP TRIGGER verifier_not_emptied ON voting_verifier;
DROP TRIGGER publication_kept ON voting_publication;
DROP TRIGGER publication_not_emptied ON voting_publication;
DROP TRIGGER urn_kept ON voting_urncount;
DROP TRIGGER urn_not_emptied ON voting_urncount;
DROP FUNCTION voting_publication_kept();
DROP FUNCTION voting_urn_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("voting", "0004_publication")]

    operations = [
        migrations.RunSQL(WALLS, GONE),
        migrations.RunSQL(POLL_KEPT.format(more=MORE), POLL_KEPT.format(more="")),
        migrations.AddIndex(
            model_name="logleaf",
            index=models.Index(
                condition=models.Q(("content__isnull", False)),
                fields=["poll", "kind"],
                name="leaf_with_content",
            ),
        ),
    ]
