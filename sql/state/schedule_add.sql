-- The same schedule asked for twice is one schedule.
INSERT INTO schedules (schedule_id, kind, cron, zone, target, request, created_by, created_at)
VALUES (:id, :kind, :cron, :zone, :target, :request, :created_by, :now)
ON CONFLICT (schedule_id) DO NOTHING
