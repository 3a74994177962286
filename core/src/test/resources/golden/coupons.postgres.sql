CREATE TABLE "inventory"."coupons" (
  "shop" int4 NOT NULL,
  "code" text NOT NULL,
  "note" text,
  CONSTRAINT u UNIQUE ("shop", "code")
);
ALTER TABLE "inventory"."coupons" REPLICA IDENTITY USING INDEX u;
