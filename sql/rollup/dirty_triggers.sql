-- Any later change of the telemetry marks its days; a reader then rebuilds just those days of the rollup.
CREATE TRIGGER IF NOT EXISTS usage_inserted AFTER INSERT ON compute_usage BEGIN
  INSERT OR IGNORE INTO rollup_dirty_days VALUES (NEW.usage_date);
END;
CREATE TRIGGER IF NOT EXISTS usage_deleted AFTER DELETE ON compute_usage BEGIN
  INSERT OR IGNORE INTO rollup_dirty_days VALUES (OLD.usage_date);
END;
CREATE TRIGGER IF NOT EXISTS usage_updated AFTER UPDATE ON compute_usage BEGIN
  INSERT OR IGNORE INTO rollup_dirty_days VALUES (OLD.usage_date), (NEW.usage_date);
END;
CREATE TRIGGER IF NOT EXISTS run_inserted AFTER INSERT ON job_runs BEGIN
  INSERT OR IGNORE INTO rollup_dirty_days SELECT substr(NEW.start_time, 1, 10) WHERE NEW.start_time IS NOT NULL;
  INSERT OR IGNORE INTO rollup_dirty_days SELECT usage_date FROM compute_usage WHERE parent_id = NEW.job_run_id;
END;
CREATE TRIGGER IF NOT EXISTS run_deleted AFTER DELETE ON job_runs BEGIN
  INSERT OR IGNORE INTO rollup_dirty_days SELECT substr(OLD.start_time, 1, 10) WHERE OLD.start_time IS NOT NULL;
  INSERT OR IGNORE INTO rollup_dirty_days SELECT usage_date FROM compute_usage WHERE parent_id = OLD.job_run_id;
END;
CREATE TRIGGER IF NOT EXISTS run_updated AFTER UPDATE ON job_runs BEGIN
  INSERT OR IGNORE INTO rollup_dirty_days SELECT substr(OLD.start_time, 1, 10) WHERE OLD.start_time IS NOT NULL;
  INSERT OR IGNORE INTO rollup_dirty_days SELECT substr(NEW.start_time, 1, 10) WHERE NEW.start_time IS NOT NULL;
  INSERT OR IGNORE INTO rollup_dirty_days SELECT usage_date FROM compute_usage WHERE parent_id IN (OLD.job_run_id, NEW.job_run_id);
END;
CREATE TRIGGER IF NOT EXISTS event_inserted AFTER INSERT ON events WHEN NEW.event_type = 'SPOT_EVICTION' BEGIN
  INSERT OR IGNORE INTO rollup_dirty_days VALUES (substr(NEW.event_time, 1, 10));
END;
CREATE TRIGGER IF NOT EXISTS event_deleted AFTER DELETE ON events WHEN OLD.event_type = 'SPOT_EVICTION' BEGIN
  INSERT OR IGNORE INTO rollup_dirty_days VALUES (substr(OLD.event_time, 1, 10));
END;
CREATE TRIGGER IF NOT EXISTS event_updated AFTER UPDATE ON events BEGIN
  INSERT OR IGNORE INTO rollup_dirty_days VALUES (substr(OLD.event_time, 1, 10)), (substr(NEW.event_time, 1, 10));
END;
