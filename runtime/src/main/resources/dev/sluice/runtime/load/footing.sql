-- What a load stands on, one row: the columns (number, name, type, NOT NULL); a text that differs if the order of the key may,
-- or how its values are written, which the labels of an enum say; and whether the key's index has the order of ORDER BY, by operators that need no schema's name.
SELECT (SELECT array_agg(concat_ws(E'\x1f', a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull))
        FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
       concat(c.oid, '/', concat_ws('/', i.indkey, i.indclass, i.indcollation, i.indoption, (
           WITH RECURSIVE within(type) AS (
               SELECT a.atttypid
               FROM pg_attribute a
               WHERE a.attrelid = c.oid AND a.attnum = ANY (i.indkey::int2[])
             UNION
               SELECT deeper.type
               FROM within
               JOIN pg_type t ON t.oid = within.type
               CROSS JOIN LATERAL (VALUES (t.typbasetype), (t.typelem)) AS deeper(type)
               WHERE deeper.type <> 0
           )
           SELECT md5(string_agg(quote_literal(e.enumlabel), '' ORDER BY e.enumtypid, e.enumsortorder))
           FROM within
           JOIN pg_enum e ON e.enumtypid = within.type))),
       coalesce((
           SELECT bool_and(coalesce(pg_operator_is_visible(o.amopopr), false)
                           AND opc.opcdefault
                           AND i.indoption[k.n] = 0
                           AND i.indcollation[k.n] = a.attcollation)
           FROM generate_series(0, i.indnkeyatts - 1) AS k(n)
           JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[k.n]
           JOIN pg_opclass opc ON opc.oid = i.indclass[k.n]
           LEFT JOIN pg_amop o ON o.amopfamily = opc.opcfamily AND o.amoplefttype = opc.opcintype
               AND o.amoprighttype = opc.opcintype AND o.amopstrategy = 5), false)
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indimmediate AND i.indisvalid
    AND CASE c.relreplident
        WHEN 'i' THEN i.indisreplident
        WHEN 'n' THEN false
        ELSE i.indisprimary
    END
WHERE n.nspname = ? AND c.relname = ?
