SELECT slot, facts FROM digest_snapshots WHERE schedule_id = :schedule AND target = :target
