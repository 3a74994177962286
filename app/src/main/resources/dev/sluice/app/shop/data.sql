-- name: is-empty
SELECT NOT EXISTS (SELECT FROM inventory.customers)
   AND NOT EXISTS (SELECT FROM inventory.products)
   AND NOT EXISTS (SELECT FROM inventory.orders)
   AND NOT EXISTS (SELECT FROM inventory.inventory);

-- name: one-loader-at-a-time
LOCK TABLE inventory.customers IN SHARE ROW EXCLUSIVE MODE;

-- name: copy-customers
COPY inventory.customers (id, first_name, last_name, email, created_at) FROM STDIN;

-- name: copy-products
COPY inventory.products (id, name, description, price, created_at) FROM STDIN;

-- name: copy-orders
COPY inventory.orders (id, order_date, purchaser, quantity, product_id, created_at) FROM STDIN;

-- name: copy-inventory
COPY inventory.inventory (product_id, warehouse, on_hand, updated_at) FROM STDIN;

-- name: set-sequences
SELECT setval(pg_get_serial_sequence('inventory.customers', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM inventory.customers), false),
       setval(pg_get_serial_sequence('inventory.products', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM inventory.products), false),
       setval(pg_get_serial_sequence('inventory.orders', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM inventory.orders), false);

-- name: analyze
ANALYZE inventory.customers, inventory.products, inventory.orders, inventory.inventory;
