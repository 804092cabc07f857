DELETE FROM schedules WHERE schedule_id = :id
