/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import dev.sluice.core.source.TableId;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What {@code sluice.yaml} says, after reading and checking. An absent section of a system means that Sluice runs that
 * system itself, embedded. Every record here refuses nonsense with an {@link IllegalArgumentException} whose message is
 * a predicate ({@code has to …}) without the value.
 *
 * @param pipeline the pipeline's name: a lower-case letter, then at most 39 lower-case letters, digits and underscores;
 *     names of slot, publication, connector, topics and consumer groups are made from it
 * @param source empty only for the demo, which brings its own Postgres
 * @param tables which source tables to replicate, first match wins; never empty
 * @param databases source schema to ClickHouse database, where they differ
 * @param load how much the initial load asks of the source
 * @param verify how much comparing {@code run} does by itself
 * @param changes what {@code run} does by itself about changes of the source
 * @param debezium extra connector settings, passed through; none that {@link ConnectorKeys} reserves
 */
public record PipelineConfig(
        String pipeline,
        Optional<SourceConfig> source,
        List<TableRule> tables,
        Map<String, String> databases,
        Optional<KafkaConfig> kafka,
        Optional<ConnectConfig> connect,
        Optional<ClickHouseConfig> clickhouse,
        LoadConfig load,
        VerifyConfig verify,
        ChangePolicies changes,
        Map<String, String> debezium) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final Set<String> RESERVED_DATABASES =
            Set.of("_sluice", "system", "information_schema", "INFORMATION_SCHEMA");

    public PipelineConfig {
        requireName(pipeline);
        Rules.require(!tables.isEmpty(), "has to name at least one table");
        tables = List.copyOf(tables);
        databases = Map.copyOf(databases);
        databases.values().forEach(PipelineConfig::requireDatabase);
        debezium = Map.copyOf(debezium);
        debezium.keySet()
                .forEach(key -> ConnectorKeys.refusal(key).ifPresent(refusal -> Rules.require(false, refusal)));
    }

    /** One that loads, compares and follows as is usual. */
    public PipelineConfig(
            String pipeline,
            Optional<SourceConfig> source,
            List<TableRule> tables,
            Map<String, String> databases,
            Optional<KafkaConfig> kafka,
            Optional<ConnectConfig> connect,
            Optional<ClickHouseConfig> clickhouse,
            Map<String, String> debezium) {
        this(
                pipeline,
                source,
                tables,
                databases,
                kafka,
                connect,
                clickhouse,
                LoadConfig.USUAL,
                VerifyConfig.USUAL,
                ChangePolicies.USUAL,
                debezium);
    }

    /** Refuses what can't be a pipeline's name. */
    public static void requireName(String name) {
        Rules.require(
                NAME.matcher(name).matches(),
                "has to be a lower-case letter, then at most 39 lower-case letters, digits and underscores");
    }

    /** Refuses what can't be a ClickHouse database of replicated tables. */
    public static void requireDatabase(String database) {
        Rules.require(!database.isBlank(), "has to name a database");
        Rules.require(!RESERVED_DATABASES.contains(database), "has to be another database: this one is reserved");
    }

    /** The rule that decides about a table, if it is to be replicated at all: the first one that matches. */
    public Optional<TableRule> ruleFor(TableId table) {
        return tables.stream().filter(rule -> rule.matches(table)).findFirst();
    }

    /** The ClickHouse database of a source schema: the mapped one, else the one of the same name. */
    public String databaseOf(String schema) {
        return databases.getOrDefault(schema, schema);
    }

    /**
     * An external Postgres.
     *
     * @param connectorPassword what the connector's configuration holds instead of the password, for example
     *     <code>${env:PG_PASSWORD}</code>, when the Connect worker is external: anybody who reaches its REST API can read
     *     that configuration, so the worker's own config provider has to put the password in
     */
    public record SourceConfig(PostgresAddress address, Optional<String> connectorPassword) {
        public SourceConfig {
            connectorPassword.ifPresent(SourceConfig::requireReference);
        }

        /** Refuses what can only be the password itself. */
        public static void requireReference(String reference) {
            Rules.require(
                    reference.startsWith("${") && reference.endsWith("}"),
                    "has to be a reference that the Connect worker resolves, for example $${env:PG_PASSWORD}");
        }
    }

    /**
     * Tables that match a pattern, and how they are replicated.
     *
     * @param match {@code schema.name}, where {@code *} stands for any characters and {@code ?} for one; the schema ends
     *     at the first dot
     * @param exclude columns that are left out
     * @param history how long the history is kept; empty means for ever
     * @param misfits what becomes of values that don't fit, by column; {@link Misfit#FAIL} for the others
     * @param insertsOnly whether tables without any identity are copied all the same, without seeing updates and deletes
     */
    public record TableRule(
            String match,
            List<String> exclude,
            Optional<Retention> history,
            Map<String, Misfit> misfits,
            boolean insertsOnly) {
        public TableRule {
            int dot = match.indexOf('.');
            Rules.require(
                    dot > 0 && dot < match.length() - 1,
                    "has to be schema.table, for example public.orders or public.*");
            Rules.require(!match.chars().anyMatch(Character::isWhitespace), "has to be without spaces");
            Rules.require(exclude.stream().noneMatch(String::isBlank), "has to name columns");
            Rules.require(exclude.stream().distinct().count() == exclude.size(), "has to name each column once");
            exclude = List.copyOf(exclude);
            misfits = Map.copyOf(misfits);
        }

        /** Tables without any identity are refused. */
        public TableRule(String match, List<String> exclude, Optional<Retention> history, Map<String, Misfit> misfits) {
            this(match, exclude, history, misfits, false);
        }

        /** Values that don't fit are parked, in all columns. */
        public TableRule(String match, List<String> exclude, Optional<Retention> history) {
            this(match, exclude, history, Map.of());
        }

        /**
         * What becomes of a value that doesn't fit this column, in a table with this key: no value of a key can become NULL, nor
         * one of a row that only its values tell.
         */
        public Misfit misfitOf(String column, List<String> key) {
            Misfit misfit = misfits.getOrDefault(column, Misfit.FAIL);
            boolean tells = key.isEmpty() || key.contains(column);
            return misfit == Misfit.NULL_AND_RECORD && tells ? Misfit.FAIL : misfit;
        }

        /** Whether it names one table, and is no pattern. */
        public boolean isName() {
            return match.indexOf('*') < 0 && match.indexOf('?') < 0;
        }

        /** Whether it names one table, and that has this name, in whatever schema. */
        public boolean names(String table) {
            return isName() && match.substring(match.indexOf('.') + 1).equals(table);
        }

        /** Whether this rule is about that table. */
        public boolean matches(TableId table) {
            int dot = match.indexOf('.');
            return glob(match.substring(0, dot), table.schema()) && glob(match.substring(dot + 1), table.name());
        }

        private static boolean glob(String pattern, String text) {
            StringBuilder regex = new StringBuilder();
            for (int i = 0; i < pattern.length(); i++) {
                char c = pattern.charAt(i);
                regex.append(
                        switch (c) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(String.valueOf(c));
                        });
            }
            return Pattern.compile(regex.toString(), Pattern.DOTALL)
                    .matcher(text)
                    .matches();
        }
    }

    /** How long the history of a table is kept, in days. */
    public record Retention(int days) {
        private static final Pattern SYNTAX = Pattern.compile("(\\d{1,5})d");
        private static final int MOST = 36_500;

        public Retention {
            Rules.require(days >= 1 && days <= MOST, "has to be from 1d to 36500d");
        }

        /** Reads {@code 90d}. */
        public static Retention parse(String text) {
            var matcher = SYNTAX.matcher(text);
            Rules.require(matcher.matches(), "has to be a number of days, for example 90d");
            return new Retention(Integer.parseInt(matcher.group(1)));
        }
    }

    /** An external Kafka cluster: {@code host:port}, several of them with commas between. */
    public record KafkaConfig(String bootstrap) {
        public KafkaConfig {
            for (String server : bootstrap.split(",", -1)) {
                Rules.requireHostAndPort(server.strip());
            }
            bootstrap = bootstrap.replace(" ", "");
        }
    }

    /** An external Kafka Connect cluster. */
    public record ConnectConfig(URI url) {
        public ConnectConfig {
            Rules.requireHttp(url);
        }
    }

    /** An external ClickHouse. */
    public record ClickHouseConfig(URI url, String user, Optional<Secret> password) {
        public ClickHouseConfig {
            Rules.requireHttp(url);
            Rules.require(!user.isBlank(), "has to name a user");
        }
    }
}
