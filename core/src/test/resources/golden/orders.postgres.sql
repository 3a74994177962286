CREATE TABLE "inventory"."orders" (
  "id" int4 NOT NULL,
  "order_date" date NOT NULL,
  "price" numeric(10,2) NOT NULL,
  "note" text,
  "created_at" timestamp,
  PRIMARY KEY ("id")
);
