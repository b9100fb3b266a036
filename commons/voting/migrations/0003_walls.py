"""The second wall: what is in the box, the log or a frozen roll is not changed by any statement.

A database administrator who must (moving data, destroying a copy) says so in the session:

    SET birge.maintenance = 'on';
"""

from django.db import migrations

WALLS = """
CREATE FUNCTION voting_maintenance() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('birge.maintenance', true), '') = 'on'
$$;

-- True where none of the polls has ever opened; an id may be null.
CREATE FUNCTION voting_all_draft(VARIADIC polls uuid[]) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (SELECT FROM voting_poll WHERE id = ANY (polls) AND status <> 'draft')
$$;

CREATE FUNCTION voting_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF voting_maintenance() THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION voting_box_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT status FROM voting_poll WHERE id = NEW.poll_id) IS DISTINCT FROM 'open'
        AND NOT voting_maintenance()
    THEN
        RAISE EXCEPTION 'no ballot goes into a box that is not open'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION voting_slot_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF voting_maintenance() OR (
        NEW.id = OLD.id AND NEW.poll_id = OLD.poll_id AND NEW.slot = OLD.slot
        AND NEW.pub = OLD.pub AND NEW.area = OLD.area AND NEW.current = OLD.current + 1
        AND (SELECT status FROM voting_poll WHERE id = NEW.poll_id) = 'open'
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a slot only counts its versions, while the box is open'
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION voting_roll_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF voting_maintenance()
        OR voting_all_draft(OLD.poll_id, NEW.poll_id)
        OR (TG_OP = 'INSERT' AND NOT NEW.at_opening
            AND (SELECT status FROM voting_poll WHERE id = NEW.poll_id) = 'open')
    THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'the roll of a poll is frozen: % refused', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION voting_options_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF voting_maintenance() OR voting_all_draft(OLD.poll_id, NEW.poll_id) THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'the options of a poll are fixed: % refused', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION voting_poll_kept() RETURNS trigger LANGUAGE plpgsql AS $$
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
        AND (NEW.status = OLD.status OR (OLD.status = 'open' AND NEW.status = 'closed'))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the rules of an opened poll do not change'
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER ballot_append_only BEFORE UPDATE OR DELETE ON voting_ballot
    FOR EACH ROW EXECUTE FUNCTION voting_append_only();
CREATE TRIGGER ballot_not_emptied BEFORE TRUNCATE ON voting_ballot
    FOR EACH STATEMENT EXECUTE FUNCTION voting_append_only();
CREATE TRIGGER ballot_only_while_open BEFORE INSERT ON voting_ballot
    FOR EACH ROW EXECUTE FUNCTION voting_box_open();
CREATE TRIGGER leaf_append_only BEFORE UPDATE OR DELETE ON voting_logleaf
    FOR EACH ROW EXECUTE FUNCTION voting_append_only();
CREATE TRIGGER leaf_not_emptied BEFORE TRUNCATE ON voting_logleaf
    FOR EACH STATEMENT EXECUTE FUNCTION voting_append_only();
CREATE TRIGGER head_append_only BEFORE UPDATE OR DELETE ON voting_loghead
    FOR EACH ROW EXECUTE FUNCTION voting_append_only();
CREATE TRIGGER head_not_emptied BEFORE TRUNCATE ON voting_loghead
    FOR EACH STATEMENT EXECUTE FUNCTION voting_append_only();
CREATE TRIGGER slot_only_counts BEFORE UPDATE ON voting_slot
    FOR EACH ROW EXECUTE FUNCTION voting_slot_kept();
CREATE TRIGGER slot_not_removed BEFORE DELETE ON voting_slot
    FOR EACH ROW EXECUTE FUNCTION voting_append_only();
CREATE TRIGGER slot_not_emptied BEFORE TRUNCATE ON voting_slot
    FOR EACH STATEMENT EXECUTE FUNCTION voting_append_only();
CREATE TRIGGER roll_frozen BEFORE INSERT OR UPDATE OR DELETE ON voting_rollentry
    FOR EACH ROW EXECUTE FUNCTION voting_roll_frozen();
CREATE TRIGGER roll_not_emptied BEFORE TRUNCATE ON voting_rollentry
    FOR EACH STATEMENT EXECUTE FUNCTION voting_append_only();
CREATE TRIGGER options_fixed BEFORE INSERT OR UPDATE OR DELETE ON voting_option
    FOR EACH ROW EXECUTE FUNCTION voting_options_fixed();
CREATE TRIGGER poll_kept BEFORE UPDATE OR DELETE ON voting_poll
    FOR EACH ROW EXECUTE FUNCTION voting_poll_kept();
"""

GONE = """
DROP TRIGGER ballot_append_only ON voting_ballot;
DROP TRIGGER ballot_not_emptied ON voting_ballot;
DROP TRIGGER ballot_only_while_open ON voting_ballot;
DROP TRIGGER leaf_append_only ON voting_logleaf;
DROP TRIGGER leaf_not_emptied ON voting_logleaf;
DROP TRIGGER head_append_only ON voting_loghead;
DROP TRIGGER head_not_emptied ON voting_loghead;
DROP TRIGGER slot_only_counts ON voting_slot;
DROP TRIGGER slot_not_removed ON voting_slot;
DROP TRIGGER slot_not_emptied ON voting_slot;
DROP TRIGGER roll_frozen ON voting_rollentry;
DROP TRIGGER roll_not_emptied ON voting_rollentry;
DROP TRIGGER options_fixed ON voting_option;
DROP TRIGGER poll_kept ON voting_poll;
DROP FUNCTION voting_append_only();
DROP FUNCTION voting_box_open();
DROP FUNCTION voting_slot_kept();
DROP FUNCTION voting_roll_frozen();
DROP FUNCTION voting_options_fixed();
DROP FUNCTION voting_poll_kept();
DROP FUNCTION voting_all_draft(uuid[]);
DROP FUNCTION voting_maintenance();
"""


class Migration(migrations.Migration):
    dependencies = [("voting", "0002_slot_without_serial")]

    operations = [migrations.RunSQL(WALLS, GONE)]
