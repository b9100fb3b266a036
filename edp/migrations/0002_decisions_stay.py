"""The second wall: a published decision of a commission is not changed by any statement.

A database administrator who must (moving data, destroying a copy) says so in the session:

    SET birge.maintenance = 'on';
"""

from django.db import migrations

WALLS = """
CREATE FUNCTION edp_decision_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL
        AND coalesce(current_setting('birge.maintenance', true), '') <> 'on' THEN
        RAISE EXCEPTION 'a published decision is not changed or removed (% was refused)', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER resolution_stays BEFORE UPDATE OR DELETE ON edp_resolution
    FOR EACH ROW EXECUTE FUNCTION edp_decision_stays();

-- Its verdicts, and who was present.
CREATE FUNCTION edp_decision_parts_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    keys bigint[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.resolution_id]
        WHEN 'DELETE' THEN ARRAY[OLD.resolution_id]
        ELSE ARRAY[OLD.resolution_id, NEW.resolution_id] END;
BEGIN
    IF EXISTS (SELECT FROM edp_resolution WHERE id = ANY (keys) AND published_at IS NOT NULL)
        AND coalesce(current_setting('birge.maintenance', true), '') <> 'on' THEN
        RAISE EXCEPTION 'a published decision is not changed (% on % was refused)',
            TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER verdict_stays BEFORE INSERT OR UPDATE OR DELETE ON edp_verdict
    FOR EACH ROW EXECUTE FUNCTION edp_decision_parts_stay();
CREATE TRIGGER presence_stays BEFORE INSERT OR UPDATE OR DELETE ON edp_resolution_present
    FOR EACH ROW EXECUTE FUNCTION edp_decision_parts_stay();
"""
GONE = """
DROP TRIGGER presence_stays ON edp_resolution_present;
DROP TRIGGER verdict_stays ON edp_verdict;
DROP TRIGGER resolution_stays ON edp_resolution;
DROP FUNCTION edp_decision_parts_stay();
DROP FUNCTION edp_decision_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("edp", "0001_initial")]
    operations = [migrations.RunSQL(WALLS, GONE)]
