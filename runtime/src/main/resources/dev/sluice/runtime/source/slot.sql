SELECT s.active,
       coalesce(s.active_pid, 0),
       coalesce(s.confirmed_flush_lsn, s.restart_lsn, '0/0')::text,
       coalesce(r.sent_lsn, s.confirmed_flush_lsn, s.restart_lsn, '0/0')::text,
       pg_current_wal_lsn()::text,
       coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), s.restart_lsn), 0)::bigint,
       coalesce(s.wal_status, 'unknown')
FROM pg_replication_slots s
LEFT JOIN pg_stat_replication r ON r.pid = s.active_pid
WHERE s.slot_name = ?
