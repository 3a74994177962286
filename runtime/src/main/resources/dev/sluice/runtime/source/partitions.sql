-- One row a partition that holds rows, at any depth below the root of this oid; 0 stands for all roots. Its id has the
-- transaction that made each link up to the root, so that a partition that was detached and attached again is another.
--
-- Events have told all of its rows if it began empty, and nothing but events took rows away or rewrote them.
-- It began empty if it was created as a partition: ATTACH and DETACH write the row of each of its columns anew, so one that
-- is as old as the row of a system column tells that neither happened. It also did if its file is empty still, unless a
-- VACUUM may have made that so: reltuples is -1 until the first one (since Postgres 14), or until ANALYZE.
-- Its first file is named by its oid. TRUNCATE and whatever rewrites rows give it another one, SET LOGGED too.
WITH RECURSIVE tree(root, relid, links, created_linked) AS (
    SELECT c.oid, c.oid, '', true
    FROM pg_class c
    WHERE c.relkind = 'p' AND NOT c.relispartition AND ? IN (0, c.oid::bigint)
  UNION ALL
    SELECT t.root,
           i.inhrelid,
           t.links || '@' || i.xmin::text,
           t.created_linked AND EXISTS (
               SELECT
               FROM pg_attribute own
               JOIN pg_attribute first ON first.attrelid = own.attrelid AND first.attnum = -1
               WHERE own.attrelid = i.inhrelid AND own.attnum > 0
                 AND own.xmin = first.xmin AND own.cmin::text = first.cmin::text)
    FROM tree t
    -- The column came with Postgres 14.
    JOIN pg_inherits i ON i.inhparent = t.relid
        AND NOT coalesce((to_jsonb(i) ->> 'inhdetachpending')::boolean, false)
)
SELECT t.root::bigint,
       t.relid::bigint || t.links AS id,
       leaf.relfilenode::bigint AS filenode,
       leaf.relkind = 'r' AND leaf.relfilenode = leaf.oid
           AND (t.created_linked
                OR pg_relation_size(t.relid) = 0
                    AND (leaf.reltuples < 0 OR current_setting('server_version_num')::int < 140000)) AS told
FROM tree t
JOIN pg_class leaf ON leaf.oid = t.relid AND leaf.relkind <> 'p'
