CREATE TABLE "it's ""a"" sch.ema"."back\slash `tick` täble 😀" (
  "select" int8 NOT NULL,
  "quote""d" uuid NOT NULL,
  "it's" text,
  "back\slash" bool,
  "back`tick" float8,
  "with.dot" bytea,
  "with space" timestamptz,
  "ünïcödé" bpchar,
  "_op" inet,
  "_version" money,
  PRIMARY KEY ("select", "quote""d")
);
