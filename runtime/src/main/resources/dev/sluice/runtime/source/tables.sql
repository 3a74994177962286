SELECT n.nspname::text,
       c.relname::text,
       c.relreplident::text,
       a.attnum,
       a.attname::text,
       t.typname::text,
       format_type(a.atttypid, a.atttypmod),
       a.atttypmod,
       a.attnotnull,
       a.attgenerated <> '' AS generated,
       array_position(i.indkey::int2[], a.attnum) AS key_position
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
WHERE c.relkind = 'r'
  AND c.relpersistence = 'p'
  AND NOT c.relispartition
  AND n.nspname <> 'information_schema'
  AND n.nspname NOT LIKE 'pg\_%'
ORDER BY n.nspname, c.relname, a.attnum
