-- The sample shop. Every statement does nothing when its object is there already.
CREATE SCHEMA IF NOT EXISTS inventory;

CREATE TABLE IF NOT EXISTS inventory.customers (
  id SERIAL PRIMARY KEY,
  first_name VARCHAR(50) NOT NULL,
  last_name VARCHAR(50) NOT NULL,
  email VARCHAR(100) UNIQUE NOT NULL,
  created_at TIMESTAMP DEFAULT now()
);

CREATE TABLE IF NOT EXISTS inventory.products (
  id SERIAL PRIMARY KEY,
  name VARCHAR(100) NOT NULL,
  description TEXT,
  price DECIMAL(10,2) NOT NULL,
  created_at TIMESTAMP DEFAULT now()
);

CREATE TABLE IF NOT EXISTS inventory.orders (
  id SERIAL PRIMARY KEY,
  order_date DATE NOT NULL,
  purchaser INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  product_id INTEGER NOT NULL,
  created_at TIMESTAMP DEFAULT now(),
  CONSTRAINT orders_purchaser_fkey FOREIGN KEY (purchaser) REFERENCES inventory.customers (id),
  CONSTRAINT orders_product_id_fkey FOREIGN KEY (product_id) REFERENCES inventory.products (id)
);

CREATE TABLE IF NOT EXISTS inventory.inventory (
  product_id INTEGER NOT NULL,
  warehouse VARCHAR(40) NOT NULL,
  on_hand INTEGER NOT NULL,
  updated_at TIMESTAMP NOT NULL DEFAULT now(),
  PRIMARY KEY (product_id, warehouse),
  CONSTRAINT inventory_product_id_fkey FOREIGN KEY (product_id) REFERENCES inventory.products (id)
);

-- Without it, closing a customer's account would read all orders.
CREATE INDEX IF NOT EXISTS orders_purchaser_idx ON inventory.orders (purchaser);
