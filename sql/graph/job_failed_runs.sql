-- Failed runs of one job in the period, the most expensive first.
WITH runs AS (
  SELECT r.job_run_id, r.start_time, r.duration_ms, r.error_summary AS detail,
         (SELECT SUM(CASE WHEN x.total_cost IS NOT NULL THEN CAST(ROUND(x.total_cost * 1000000) AS INTEGER) END) FROM compute_usage x WHERE x.parent_id = r.job_run_id) AS cost_micros
  FROM job_runs r
  WHERE r.job_id = :id AND r.start_time >= :from AND substr(r.start_time, 1, 10) <= :to AND r.run_status = 'FAILED'
), ranked AS (
  SELECT r.*, ROW_NUMBER() OVER (ORDER BY COALESCE(r.cost_micros, 0) DESC, r.job_run_id) AS n FROM runs r
), timed AS (
  SELECT r.*, COUNT(r.duration_ms) OVER (PARTITION BY CASE WHEN r.n > :quota THEN 1 ELSE 0 END) AS with_duration,
         ROW_NUMBER() OVER (PARTITION BY CASE WHEN r.n > :quota THEN 1 ELSE 0 END ORDER BY CASE WHEN r.duration_ms IS NULL THEN 1 ELSE 0 END, r.duration_ms, r.job_run_id) AS d
  FROM ranked r
), described AS (
  SELECT t.*, COUNT(*) OVER () AS all_count, SUM(t.cost_micros) OVER () AS all_cost_micros,
         MAX(CASE WHEN t.n > :quota AND t.d * 2 IN (t.with_duration, t.with_duration + 1) THEN t.duration_ms END) OVER () AS rest_median_ms
  FROM timed t
)
SELECT 'failed in' AS edge, 'job:' || j.job_id AS from_ref, j.job_name AS from_name, 'job_run:' || d.job_run_id AS to_ref, NULL AS to_name,
       COALESCE(d.cost_micros, 0) AS score, d.cost_micros, d.duration_ms, d.start_time AS happened_at, NULL AS how_many, NULL AS unit, d.detail,
       d.all_count, d.all_cost_micros, d.rest_median_ms
FROM described d JOIN jobs j ON j.job_id = :id
WHERE d.n <= :quota
ORDER BY d.n
