-- The tables that these publications have taken in since they were altered by themselves, and the transactions of others that
-- write to one of them now, or have: a writer keeps its lock to its end. None of them in a row without a transaction.
WITH joining AS (
    SELECT p.pubname, c.oid, n.nspname, c.relname
    FROM pg_publication AS p
    JOIN pg_publication_rel AS r ON r.prpubid = p.oid
    JOIN pg_class AS c ON c.oid = r.prrelid
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE p.pubname = ANY (?) AND age(r.xmin) <= age(p.xmin)
)
SELECT j.pubname::text, j.nspname::text, j.relname::text, l.virtualtransaction, l.pid
FROM joining AS j
LEFT JOIN pg_locks AS l
    ON l.locktype = 'relation'
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND (l.relation = j.oid OR l.relation IN (SELECT relid FROM pg_partition_tree(j.oid)))
    AND l.granted
    AND l.mode IN ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
ORDER BY 1, 2, 3, 4
