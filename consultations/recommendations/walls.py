"""The second wall: a document that was sent, and replies that were given, are not changed by any
statement. The migration of this part runs FORWARD; a database administrator who must says so in the
session: SET birge.maintenance = 'on';
"""

FORWARD = """
CREATE FUNCTION hearings_document_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.sent_at IS NOT NULL
        AND coalesce(current_setting('birge.maintenance', true), '') <> 'on' THEN
        RAISE EXCEPTION 'a final document that was sent stays as it is (% was refused)', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER final_document_stays BEFORE UPDATE OR DELETE ON consultations_finaldocument
    FOR EACH ROW EXECUTE FUNCTION hearings_document_stays();

-- What was recommended stays; who replies, the reply and its day are written later.
CREATE FUNCTION hearings_recommendation_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_sent boolean := EXISTS (
        SELECT FROM consultations_finaldocument
        WHERE id = coalesce(OLD.document_id, NEW.document_id) AND sent_at IS NOT NULL
    );
BEGIN
    IF coalesce(current_setting('birge.maintenance', true), '') = 'on' OR NOT is_sent THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP <> 'UPDATE'
        OR (NEW.document_id, NEW.number, NEW.text_kk, NEW.text_ru, NEW.text_en, NEW.grounds_kk,
            NEW.grounds_ru, NEW.grounds_en, NEW.due_on)
        IS DISTINCT FROM
           (OLD.document_id, OLD.number, OLD.text_kk, OLD.text_ru, OLD.text_en, OLD.grounds_kk,
            OLD.grounds_ru, OLD.grounds_en, OLD.due_on)
        OR (OLD.replied_at IS NOT NULL
            AND (NEW.replied_at, NEW.replied_late, NEW.replied_in)
            IS DISTINCT FROM (OLD.replied_at, OLD.replied_late, OLD.replied_in)) THEN
        RAISE EXCEPTION 'a recommendation that was sent stays as it is (% was refused)', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER recommendation_stays BEFORE INSERT OR UPDATE OR DELETE
    ON consultations_recommendation
    FOR EACH ROW EXECUTE FUNCTION hearings_recommendation_stays();

-- Rows that are added and never changed.
CREATE FUNCTION hearings_row_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('birge.maintenance', true), '') <> 'on' THEN
        RAISE EXCEPTION 'rows of % are added and never changed (% was refused)',
            TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER reply_version_stays BEFORE UPDATE OR DELETE ON consultations_replyversion
    FOR EACH ROW EXECUTE FUNCTION hearings_row_stays();
CREATE TRIGGER handover_stays BEFORE UPDATE OR DELETE ON consultations_handover
    FOR EACH ROW EXECUTE FUNCTION hearings_row_stays();
CREATE TRIGGER step_stays BEFORE UPDATE OR DELETE ON consultations_step
    FOR EACH ROW EXECUTE FUNCTION hearings_row_stays();
"""
BACKWARD = """
DROP TRIGGER step_stays ON consultations_step;
DROP TRIGGER handover_stays ON consultations_handover;
DROP TRIGGER reply_version_stays ON consultations_replyversion;
DROP FUNCTION hearings_row_stays();
DROP TRIGGER recommendation_stays ON consultations_recommendation;
DROP FUNCTION hearings_recommendation_stays();
DROP TRIGGER final_document_stays ON consultations_finaldocument;
DROP FUNCTION hearings_document_stays();
"""
