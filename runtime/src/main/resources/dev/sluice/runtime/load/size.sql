-- Bytes of a table with its large values, and without them; of a partitioned one those of all partitions.
SELECT coalesce(sum(pg_table_size(part)), 0)::bigint, coalesce(sum(pg_relation_size(part)), 0)::bigint
FROM (SELECT c.oid::regclass AS part
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relname = ? AND c.relkind = 'r'
      UNION ALL
      SELECT p.relid
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      CROSS JOIN LATERAL pg_partition_tree(c.oid) p
      WHERE n.nspname = ? AND c.relname = ? AND c.relkind = 'p' AND p.isleaf) parts
