SELECT current_setting('server_version_num')::int,
       current_setting('wal_level'),
       (SELECT rolreplication OR rolsuper FROM pg_roles WHERE rolname = current_user),
       has_database_privilege(current_database(), 'CREATE'),
       current_user::text,
       current_database()::text,
       current_setting('max_replication_slots')::int - (SELECT count(*) FROM pg_replication_slots)::int
