-- One row a column. A domain counts as the type beneath it; type_text is defined by SchemaFingerprint.
WITH RECURSIVE base(attrelid, attnum, type, modifier) AS (
    SELECT a.attrelid, a.attnum, a.atttypid, a.atttypmod
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p')
      AND c.relpersistence = 'p'
      AND NOT c.relispartition
      AND n.nspname <> 'information_schema'
      AND n.nspname NOT LIKE 'pg\_%'
  UNION ALL
    SELECT b.attrelid, b.attnum, t.typbasetype, t.typtypmod
    FROM base b
    JOIN pg_type t ON t.oid = b.type
    WHERE t.typtype = 'd'
),
-- What rows that are older than a column show: an array of one value, of the column's type. Not by way of its text, since a
-- box has another delimiter. A partitioned table has no rows that could be older; its partitions have.
missing(root, name, value) AS (
    SELECT c.oid, a.attname, max(array_to_string(a.attmissingval, ''))
    FROM pg_class c
    CROSS JOIN LATERAL pg_partition_tree(c.oid) p
    JOIN pg_attribute a ON a.attrelid = p.relid AND a.attnum > 0 AND a.atthasmissing
    WHERE c.relkind = 'p' AND NOT c.relispartition
    GROUP BY c.oid, a.attname
)
SELECT n.nspname::text,
       c.relname::text,
       c.relreplident::text,
       a.attnum,
       a.attname::text,
       t.typname::text,
       format_type(a.atttypid, a.atttypmod),
       b.modifier,
       a.attnotnull,
       CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END AS generation,
       array_position((i.indkey::int2[])[0:i.indnkeyatts - 1], a.attnum) AS key_position,
       b.type::bigint::text
       || CASE WHEN b.type IN (1700, 1231) AND b.modifier >= 4
               THEN '(' || ((b.modifier - 4) >> 16) || ',' || ((((b.modifier - 4) & 2047) # 1024) - 1024) || ')'
               ELSE '' END AS type_text,
       -- Not pg_relation_filenode(): that knows what has been committed since, and the columns of here would go with another file.
       c.relfilenode::bigint AS filenode,
       CASE WHEN a.atthasmissing THEN array_to_string(a.attmissingval, '') ELSE m.value END AS missing,
       c.oid::bigint AS oid,
       -- The columns that the expression reads: some versions of Postgres note that with the column, others with its default.
       CASE WHEN a.attgenerated <> '' THEN ARRAY(
           SELECT DISTINCT x.refobjsubid
           FROM pg_depend x
           WHERE x.refclassid = 'pg_class'::regclass AND x.refobjid = c.oid AND x.refobjsubid NOT IN (0, a.attnum)
             AND (x.classid = 'pg_attrdef'::regclass AND x.objid = d.oid
                  OR x.classid = 'pg_class'::regclass AND x.objid = c.oid AND x.objsubid = a.attnum)) END AS inputs,
       CASE WHEN a.attgenerated <> '' THEN NOT EXISTS (
           SELECT
           FROM pg_partition_tree(c.oid) p
           JOIN pg_attribute pa ON pa.attrelid = p.relid AND pa.attname = a.attname
           LEFT JOIN pg_attrdef pd ON pd.adrelid = pa.attrelid AND pd.adnum = pa.attnum
           WHERE pg_get_expr(pd.adbin, pd.adrelid) IS DISTINCT FROM pg_get_expr(d.adbin, d.adrelid)) END AS everywhere,
       row_security_active(c.oid) AS row_security
FROM base b
JOIN pg_type t ON t.oid = b.type AND t.typtype <> 'd'
JOIN pg_attribute a ON a.attrelid = b.attrelid AND a.attnum = b.attnum
JOIN pg_class c ON c.oid = b.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN missing m ON m.root = c.oid AND m.name = a.attname
-- The index whose columns an UPDATE or DELETE has of the old row. One that is checked at the end of a transaction only is
-- none: two rows may have one key meanwhile.
LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indimmediate AND i.indisvalid
    AND CASE c.relreplident
        WHEN 'i' THEN i.indisreplident
        WHEN 'n' THEN false
        ELSE i.indisprimary
    END
ORDER BY n.nspname, c.relname, a.attnum
