CREATE TABLE "inventory"."readings" (
  "at" timestamp NOT NULL,
  "day" date,
  "value" float8,
  CHECK (true)
);
ALTER TABLE "inventory"."readings" REPLICA IDENTITY FULL;
