-- Any later change of the telemetry marks its days; a reader then rebuilds just those days of the rollup. REPLACE deletes without
-- telling, so what is there is marked before a row comes in. An eviction counts for the job of the run whose usage it happened
-- on, on its own day. Rows are picked by hand because a conflict clause of the writer's statement would override one given here.
CREATE TRIGGER usage_inserting BEFORE INSERT ON compute_usage BEGIN
  INSERT INTO rollup_dirty_days SELECT day FROM (
    SELECT usage_date AS day FROM compute_usage WHERE compute_usage_id = NEW.compute_usage_id
  ) WHERE day IS NOT NULL AND day NOT IN (SELECT day FROM rollup_dirty_days);
END;
CREATE TRIGGER usage_inserted AFTER INSERT ON compute_usage BEGIN
  INSERT INTO rollup_dirty_days SELECT day FROM (
    SELECT NEW.usage_date AS day
    UNION SELECT substr(event_time, 1, 10) FROM events WHERE compute_usage_id = NEW.compute_usage_id AND event_type = 'SPOT_EVICTION'
  ) WHERE day IS NOT NULL AND day NOT IN (SELECT day FROM rollup_dirty_days);
END;
CREATE TRIGGER usage_deleted AFTER DELETE ON compute_usage BEGIN
  INSERT INTO rollup_dirty_days SELECT day FROM (
    SELECT OLD.usage_date AS day
    UNION SELECT substr(event_time, 1, 10) FROM events WHERE compute_usage_id = OLD.compute_usage_id AND event_type = 'SPOT_EVICTION'
  ) WHERE day IS NOT NULL AND day NOT IN (SELECT day FROM rollup_dirty_days);
END;
CREATE TRIGGER usage_updated AFTER UPDATE ON compute_usage BEGIN
  INSERT INTO rollup_dirty_days SELECT day FROM (
    SELECT OLD.usage_date AS day UNION SELECT NEW.usage_date
    UNION SELECT substr(event_time, 1, 10) FROM events
          WHERE compute_usage_id IN (OLD.compute_usage_id, NEW.compute_usage_id) AND event_type = 'SPOT_EVICTION'
  ) WHERE day IS NOT NULL AND day NOT IN (SELECT day FROM rollup_dirty_days);
END;
CREATE TRIGGER run_inserting BEFORE INSERT ON job_runs BEGIN
  INSERT INTO rollup_dirty_days SELECT day FROM (
    SELECT substr(start_time, 1, 10) AS day FROM job_runs WHERE job_run_id = NEW.job_run_id
  ) WHERE day IS NOT NULL AND day NOT IN (SELECT day FROM rollup_dirty_days);
END;
CREATE TRIGGER run_inserted AFTER INSERT ON job_runs BEGIN
  INSERT INTO rollup_dirty_days SELECT day FROM (
    SELECT substr(NEW.start_time, 1, 10) AS day
    UNION SELECT usage_date FROM compute_usage WHERE parent_id = NEW.job_run_id
    UNION SELECT substr(e.event_time, 1, 10) FROM compute_usage u JOIN events e ON e.compute_usage_id = u.compute_usage_id
          WHERE u.parent_id = NEW.job_run_id AND e.event_type = 'SPOT_EVICTION'
  ) WHERE day IS NOT NULL AND day NOT IN (SELECT day FROM rollup_dirty_days);
END;
CREATE TRIGGER run_deleted AFTER DELETE ON job_runs BEGIN
  INSERT INTO rollup_dirty_days SELECT day FROM (
    SELECT substr(OLD.start_time, 1, 10) AS day
    UNION SELECT usage_date FROM compute_usage WHERE parent_id = OLD.job_run_id
    UNION SELECT substr(e.event_time, 1, 10) FROM compute_usage u JOIN events e ON e.compute_usage_id = u.compute_usage_id
          WHERE u.parent_id = OLD.job_run_id AND e.event_type = 'SPOT_EVICTION'
  ) WHERE day IS NOT NULL AND day NOT IN (SELECT day FROM rollup_dirty_days);
END;
CREATE TRIGGER run_updated AFTER UPDATE ON job_runs BEGIN
  INSERT INTO rollup_dirty_days SELECT day FROM (
    SELECT substr(OLD.start_time, 1, 10) AS day UNION SELECT substr(NEW.start_time, 1, 10)
    UNION SELECT usage_date FROM compute_usage WHERE parent_id IN (OLD.job_run_id, NEW.job_run_id)
    UNION SELECT substr(e.event_time, 1, 10) FROM compute_usage u JOIN events e ON e.compute_usage_id = u.compute_usage_id
          WHERE u.parent_id IN (OLD.job_run_id, NEW.job_run_id) AND e.event_type = 'SPOT_EVICTION'
  ) WHERE day IS NOT NULL AND day NOT IN (SELECT day FROM rollup_dirty_days);
END;
CREATE TRIGGER event_inserting BEFORE INSERT ON events BEGIN
  INSERT INTO rollup_dirty_days SELECT day FROM (
    SELECT substr(event_time, 1, 10) AS day FROM events WHERE event_id = NEW.event_id AND event_type = 'SPOT_EVICTION'
  ) WHERE day IS NOT NULL AND day NOT IN (SELECT day FROM rollup_dirty_days);
END;
CREATE TRIGGER event_inserted AFTER INSERT ON events WHEN NEW.event_type = 'SPOT_EVICTION' BEGIN
  INSERT INTO rollup_dirty_days SELECT day FROM (
    SELECT substr(NEW.event_time, 1, 10) AS day
  ) WHERE day IS NOT NULL AND day NOT IN (SELECT day FROM rollup_dirty_days);
END;
CREATE TRIGGER event_deleted AFTER DELETE ON events WHEN OLD.event_type = 'SPOT_EVICTION' BEGIN
  INSERT INTO rollup_dirty_days SELECT day FROM (
    SELECT substr(OLD.event_time, 1, 10) AS day
  ) WHERE day IS NOT NULL AND day NOT IN (SELECT day FROM rollup_dirty_days);
END;
CREATE TRIGGER event_updated AFTER UPDATE ON events WHEN 'SPOT_EVICTION' IN (OLD.event_type, NEW.event_type) BEGIN
  INSERT INTO rollup_dirty_days SELECT day FROM (
    SELECT substr(OLD.event_time, 1, 10) AS day UNION SELECT substr(NEW.event_time, 1, 10)
  ) WHERE day IS NOT NULL AND day NOT IN (SELECT day FROM rollup_dirty_days);
END;
