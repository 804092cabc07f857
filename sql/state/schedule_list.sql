SELECT schedule_id, kind, cron, zone, target, request, created_by, created_at FROM schedules ORDER BY schedule_id
