"""The second wall: what was frozen or handed in is not changed by any statement.

A database administrator who must (moving data, destroying a copy) says so in the session:

    SET birge.maintenance = 'on';
"""

from django.db import migrations

WALLS = """
CREATE FUNCTION scoring_refuse(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('birge.maintenance', true), '') <> 'on' THEN
        RAISE EXCEPTION '%', what USING ERRCODE = 'restrict_violation';
    END IF;
END $$;

CREATE FUNCTION scoring_not_draft(scorecard bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM scoring_scorecard WHERE id = scorecard AND status <> 'draft')
$$;

-- Rules stay once frozen; a closed scorecard stays as a whole.
CREATE FUNCTION scoring_rules_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['status', 'closes_at', 'closed_at',
                         'close_note', 'close_note_kk', 'close_note_ru', 'close_note_en'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.status <> 'draft' THEN
            PERFORM scoring_refuse('a scorecard that was opened is not removed');
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.status = 'closed' AND to_jsonb(NEW) <> to_jsonb(OLD) THEN
        PERFORM scoring_refuse('a closed scorecard does not change');
    ELSIF OLD.status = 'open'
        AND (NEW.status = 'draft' OR to_jsonb(NEW) - free <> to_jsonb(OLD) - free) THEN
        PERFORM scoring_refuse('an open scorecard keeps its rules');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER scorecard_rules_stay BEFORE UPDATE OR DELETE ON scoring_scorecard
    FOR EACH ROW EXECUTE FUNCTION scoring_rules_stay();

-- Areas, criteria, comparisons and alternatives name their scorecard themselves.
CREATE FUNCTION scoring_parts_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP <> 'INSERT' AND scoring_not_draft(OLD.scorecard_id))
        OR (TG_OP <> 'DELETE' AND scoring_not_draft(NEW.scorecard_id)) THEN
        PERFORM scoring_refuse(TG_TABLE_NAME || ' is frozen: ' || TG_OP || ' refused');
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER area_stays BEFORE INSERT OR UPDATE OR DELETE ON scoring_area
    FOR EACH ROW EXECUTE FUNCTION scoring_parts_stay();
CREATE TRIGGER criterion_stays BEFORE INSERT OR UPDATE OR DELETE ON scoring_criterion
    FOR EACH ROW EXECUTE FUNCTION scoring_parts_stay();
CREATE TRIGGER comparison_stays BEFORE INSERT OR UPDATE OR DELETE ON scoring_comparison
    FOR EACH ROW EXECUTE FUNCTION scoring_parts_stay();
CREATE TRIGGER alternative_stays BEFORE INSERT OR UPDATE OR DELETE ON scoring_alternative
    FOR EACH ROW EXECUTE FUNCTION scoring_parts_stay();

-- Anchors, swings and figures hang on a criterion.
CREATE FUNCTION scoring_details_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    keys bigint[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.criterion_id]
        WHEN 'DELETE' THEN ARRAY[OLD.criterion_id]
        ELSE ARRAY[OLD.criterion_id, NEW.criterion_id] END;
BEGIN
    IF EXISTS (SELECT FROM scoring_criterion WHERE id = ANY (keys)
               AND scoring_not_draft(scorecard_id)) THEN
        PERFORM scoring_refuse(TG_TABLE_NAME || ' is frozen: ' || TG_OP || ' refused');
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER anchor_stays BEFORE INSERT OR UPDATE OR DELETE ON scoring_anchor
    FOR EACH ROW EXECUTE FUNCTION scoring_details_stay();
CREATE TRIGGER swing_stays BEFORE INSERT OR UPDATE OR DELETE ON scoring_swing
    FOR EACH ROW EXECUTE FUNCTION scoring_details_stay();
CREATE TRIGGER figure_stays BEFORE INSERT OR UPDATE OR DELETE ON scoring_figure
    FOR EACH ROW EXECUTE FUNCTION scoring_details_stay();

-- A sheet handed in may only be withdrawn, once, before the close.
CREATE FUNCTION scoring_sheet_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    state text := (SELECT status FROM scoring_scorecard s JOIN scoring_alternative a
                   ON a.scorecard_id = s.id WHERE a.id = coalesce(NEW.alternative_id, OLD.alternative_id));
BEGIN
    IF state = 'closed' THEN
        PERFORM scoring_refuse('the scoring is closed: ' || TG_OP || ' of a sheet refused');
    ELSIF TG_OP = 'DELETE' AND OLD.submitted_at IS NOT NULL THEN
        PERFORM scoring_refuse('a sheet that is handed in is not removed');
    ELSIF TG_OP = 'UPDATE' AND OLD.submitted_at IS NOT NULL
        AND (to_jsonb(NEW) - 'withdrawn_at' <> to_jsonb(OLD) - 'withdrawn_at'
             OR OLD.withdrawn_at IS NOT NULL) THEN
        PERFORM scoring_refuse('a sheet that is handed in does not change');
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER sheet_stays BEFORE INSERT OR UPDATE OR DELETE ON scoring_scoresheet
    FOR EACH ROW EXECUTE FUNCTION scoring_sheet_stays();

CREATE FUNCTION scoring_score_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    keys bigint[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.sheet_id]
        WHEN 'DELETE' THEN ARRAY[OLD.sheet_id] ELSE ARRAY[OLD.sheet_id, NEW.sheet_id] END;
BEGIN
    IF EXISTS (
        SELECT FROM scoring_scoresheet t
        JOIN scoring_alternative a ON a.id = t.alternative_id
        JOIN scoring_scorecard s ON s.id = a.scorecard_id
        WHERE t.id = ANY (keys) AND (t.submitted_at IS NOT NULL OR s.status = 'closed')
    ) THEN
        PERFORM scoring_refuse('points of a sheet that is handed in do not change');
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER score_stays BEFORE INSERT OR UPDATE OR DELETE ON scoring_score
    FOR EACH ROW EXECUTE FUNCTION scoring_score_stays();

CREATE FUNCTION scoring_ranking_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM scoring_refuse('a ranking is computed once: ' || TG_OP || ' refused');
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER ranking_stays BEFORE UPDATE OR DELETE ON scoring_ranking
    FOR EACH ROW EXECUTE FUNCTION scoring_ranking_stays();
"""

FALL = """
DROP TRIGGER scorecard_rules_stay ON scoring_scorecard;
DROP TRIGGER area_stays ON scoring_area;
DROP TRIGGER criterion_stays ON scoring_criterion;
DROP TRIGGER comparison_stays ON scoring_comparison;
DROP TRIGGER alternative_stays ON scoring_alternative;
DROP TRIGGER anchor_stays ON scoring_anchor;
DROP TRIGGER swing_stays ON scoring_swing;
DROP TRIGGER figure_stays ON scoring_figure;
DROP TRIGGER sheet_stays ON scoring_scoresheet;
DROP TRIGGER score_stays ON scoring_score;
DROP TRIGGER ranking_stays ON scoring_ranking;
DROP FUNCTION scoring_rules_stay, scoring_parts_stay, scoring_details_stay, scoring_sheet_stays,
    scoring_score_stays, scoring_ranking_stays, scoring_not_draft, scoring_refuse;
"""


class Migration(migrations.Migration):
    dependencies = [("scoring", "0001_initial")]
    operations = [migrations.RunSQL(WALLS, FALL)]
