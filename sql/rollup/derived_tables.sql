-- Small tables derived from jobs on every open, so that report SQL never parses JSON.
CREATE TEMP TABLE job_tags (
  job_id TEXT NOT NULL, tag_key TEXT NOT NULL, tag_value TEXT NOT NULL, tag_text TEXT NOT NULL,
  PRIMARY KEY (job_id, tag_key, tag_value)
);
CREATE TEMP TABLE job_ownership (
  job_id TEXT PRIMARY KEY, department TEXT, department_source TEXT, owner TEXT, owner_source TEXT
);
