-- What writes returns the transaction's id, by which the server can be asked what became of a commit that broke off.
-- Rows are picked by "the first one from this id on", so that gaps and rows that went away meanwhile do no harm.

-- name: extent
SELECT c.low, c.high, c.n, p.low, p.high, o.low, o.high, o.n
  FROM (SELECT coalesce(min(id), 0) AS low, coalesce(max(id), 0) AS high, count(*) AS n FROM inventory.customers) AS c,
       (SELECT coalesce(min(id), 0) AS low, coalesce(max(id), 0) AS high FROM inventory.products) AS p,
       (SELECT coalesce(min(id), 0) AS low, coalesce(max(id), 0) AS high, count(*) AS n FROM inventory.orders) AS o;

-- The lock keeps the customer until the order is in; it is the one that the foreign key would take anyway.
-- name: pick-customer
SELECT id, first_name, last_name FROM inventory.customers
 WHERE id >= ? ORDER BY id LIMIT 1 FOR KEY SHARE SKIP LOCKED;

-- Sorted by key: two transactions that take the same rows take them in the same order and can't deadlock.
-- name: pick-stock
SELECT s.product_id, s.warehouse, want.quantity
  FROM unnest(?::int[], ?::int[], ?::int[]) AS want (product_id, shelf, quantity),
       LATERAL (SELECT product_id, warehouse FROM inventory.inventory
                 WHERE product_id >= want.product_id
                 ORDER BY product_id, warehouse OFFSET want.shelf LIMIT 1) AS s
 ORDER BY s.product_id, s.warehouse, want.quantity;

-- An empty shelf is filled up by the same change.
-- name: take-stock
UPDATE inventory.inventory
   SET on_hand = on_hand - ? + CASE WHEN on_hand >= ? THEN 0 ELSE 500 END, updated_at = clock_timestamp()
 WHERE product_id = ? AND warehouse = ?;

-- name: insert-orders
INSERT INTO inventory.orders (order_date, purchaser, quantity, product_id)
SELECT current_date, ?, quantity, product_id FROM unnest(?::int[], ?::int[]) AS line (quantity, product_id)
RETURNING pg_current_xact_id()::text, id;

-- name: insert-customer
WITH next AS (SELECT nextval(pg_get_serial_sequence('inventory.customers', 'id')) AS id)
INSERT INTO inventory.customers (id, first_name, last_name, email)
SELECT id, ?, ?, replace(?, '#', id::text) FROM next
RETURNING pg_current_xact_id()::text, id;

-- name: change-email
UPDATE inventory.customers SET email = ? WHERE id = ?
RETURNING pg_current_xact_id()::text;

-- name: change-price
UPDATE inventory.products SET price = least(9999.99, greatest(1.00, round(price * ?, 2)))
 WHERE id = (SELECT id FROM inventory.products WHERE id >= ? ORDER BY id LIMIT 1)
RETURNING pg_current_xact_id()::text;

-- name: edit-description
UPDATE inventory.products SET description = ?
 WHERE id = (SELECT id FROM inventory.products WHERE id >= ? ORDER BY id LIMIT 1)
RETURNING pg_current_xact_id()::text;

-- name: change-quantity
UPDATE inventory.orders SET quantity = ?
 WHERE id = (SELECT id FROM inventory.orders WHERE id >= ? ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING pg_current_xact_id()::text;

-- name: cancel-orders
DELETE FROM inventory.orders
 WHERE id IN (SELECT id FROM inventory.orders WHERE id >= ? ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED)
RETURNING pg_current_xact_id()::text;

-- name: pick-closing-account
SELECT id FROM inventory.customers AS c
 WHERE id >= ? AND (SELECT count(*) FROM inventory.orders WHERE purchaser = c.id) <= ?
 ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED;

-- name: delete-orders-of-customer
DELETE FROM inventory.orders WHERE purchaser = ?
RETURNING pg_current_xact_id()::text;

-- name: delete-customer
DELETE FROM inventory.customers WHERE id = ?
RETURNING pg_current_xact_id()::text;

-- name: transaction-status
SELECT pg_xact_status(?::xid8);
