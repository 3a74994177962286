SELECT s.active,
       coalesce(s.active_pid, 0),
       s.confirmed_flush_lsn::text,
       coalesce(r.sent_lsn, s.confirmed_flush_lsn)::text,
       pg_current_wal_lsn()::text,
       coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), s.restart_lsn), 0)::bigint,
       coalesce(s.wal_status, 'unknown')
FROM pg_replication_slots s
LEFT JOIN pg_stat_replication r ON r.pid = s.active_pid
WHERE s.slot_name = ?
