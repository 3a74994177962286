-- What looks like a table and can't be replicated, with the reason (a constant of OtherRelation.Kind) and what it is about.
WITH RECURSIVE tree(root, relid) AS (
    SELECT c.oid, c.oid
    FROM pg_class c
    WHERE c.relkind = 'p' AND NOT c.relispartition
  UNION ALL
    SELECT t.root, i.inhrelid
    FROM tree t
    JOIN pg_inherits i ON i.inhparent = t.relid
),
other(relid, kind, about) AS (
    SELECT c.oid,
           CASE c.relkind
               WHEN 'v' THEN 'VIEW'
               WHEN 'm' THEN 'MATERIALIZED_VIEW'
               WHEN 'f' THEN 'FOREIGN_TABLE'
               ELSE 'UNLOGGED'
           END,
           NULL::oid
    FROM pg_class c
    WHERE NOT c.relispartition
      AND (c.relkind IN ('v', 'm', 'f') OR c.relkind IN ('r', 'p') AND c.relpersistence = 'u')
  UNION ALL
    SELECT t.relid, 'PARTITION', t.root
    FROM tree t
    WHERE t.relid <> t.root
  UNION ALL
    SELECT t.root,
           CASE
               WHEN leaf.relkind = 'f' THEN 'FOREIGN_PARTITION'
               WHEN leaf.relpersistence <> 'p' THEN 'UNLOGGED_PARTITION'
               ELSE 'PARTITION_IDENTITY'
           END,
           t.relid
    FROM tree t
    JOIN pg_class root ON root.oid = t.root
    JOIN pg_class leaf ON leaf.oid = t.relid AND leaf.relkind <> 'p'
    WHERE leaf.relkind = 'f'
       OR leaf.relpersistence <> 'p'
       -- The old row of a change is written by the identity of the partition: it has to tell what that of the root does.
       OR leaf.relreplident <> 'f' AND NOT CASE
           WHEN EXISTS (SELECT FROM pg_index i WHERE i.indrelid = t.root AND i.indisprimary AND i.indimmediate)
               AND root.relreplident IN ('d', 'f')
           THEN leaf.relreplident = 'd'
           WHEN root.relreplident = 'i'
           THEN EXISTS (
               SELECT
               FROM pg_index i
               JOIN pg_partition_ancestors(i.indexrelid) up ON true
               JOIN pg_index above ON above.indexrelid = up.relid AND above.indrelid = t.root AND above.indisreplident
               WHERE i.indrelid = t.relid AND i.indisreplident)
           ELSE root.relreplident <> 'f'
       END
)
SELECT n.nspname::text, c.relname::text, o.kind, an.nspname::text, a.relname::text
FROM other o
JOIN pg_class c ON c.oid = o.relid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_class a ON a.oid = o.about
LEFT JOIN pg_namespace an ON an.oid = a.relnamespace
WHERE n.nspname <> 'information_schema'
  AND n.nspname NOT LIKE 'pg\_%'
UNION ALL
-- Those of any session, by the name that each session calls its own by.
SELECT DISTINCT 'pg_temp', c.relname::text, 'TEMPORARY', NULL, NULL
FROM pg_class c
WHERE c.relpersistence = 't'
  AND c.relkind IN ('r', 'p')
ORDER BY 1, 2, 3, 4, 5
