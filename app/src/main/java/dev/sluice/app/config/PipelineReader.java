/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.config;

import dev.sluice.app.config.Document.Fields;
import dev.sluice.app.config.Document.Value;
import dev.sluice.core.config.ChangeKind;
import dev.sluice.core.config.ChangePolicies;
import dev.sluice.core.config.ChangePolicy;
import dev.sluice.core.config.ConnectorKeys;
import dev.sluice.core.config.LoadConfig;
import dev.sluice.core.config.Misfit;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.core.config.PipelineConfig.ClickHouseConfig;
import dev.sluice.core.config.PipelineConfig.ConnectConfig;
import dev.sluice.core.config.PipelineConfig.KafkaConfig;
import dev.sluice.core.config.PipelineConfig.Retention;
import dev.sluice.core.config.PipelineConfig.SourceConfig;
import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.core.config.PostgresAddress;
import dev.sluice.core.config.PostgresUrl;
import dev.sluice.core.config.Secret;
import dev.sluice.core.config.SslMode;
import dev.sluice.core.config.VerifyConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns a document into a {@link PipelineConfig}, section by section in the order of the flow. */
final class PipelineReader {
    private static final Set<String> SECTIONS = Set.of(
            "pipeline",
            "source",
            "tables",
            "databases",
            "kafka",
            "connect",
            "clickhouse",
            "load",
            "verify",
            "changes",
            "debezium");
    private static final String DEFAULT_POSTGRES_USER = "postgres";
    private static final String DEFAULT_CLICKHOUSE_USER = "default";

    private final Document document;

    PipelineReader(Document document) {
        this.document = document;
    }

    /** The configuration; meaningful only if the document has no faults afterwards, empty if it has one for certain. */
    Optional<PipelineConfig> read(Value root) {
        return document.fields(root, SECTIONS).flatMap(this::sections);
    }

    private Optional<PipelineConfig> sections(Fields fields) {
        Optional<String> name = document.required(fields, "pipeline", "shop")
                .flatMap(value -> document.made(value, text -> {
                    PipelineConfig.requireName(text);
                    return text;
                }));
        Optional<String> reference = fields.get("connect").flatMap(this::passwordReference);
        Optional<SourceConfig> source = fields.get("source").flatMap(value -> source(value, reference));
        List<TableRule> tables = document.required(fields, "tables", "[\"public.*\"]")
                .map(this::tables)
                .orElse(List.of());
        Map<String, String> databases =
                fields.get("databases").map(this::databases).orElse(Map.of());
        Optional<KafkaConfig> kafka = fields.get("kafka").flatMap(this::kafka);
        Optional<ConnectConfig> connect = fields.get("connect").flatMap(this::connect);
        Optional<ClickHouseConfig> clickhouse = fields.get("clickhouse").flatMap(this::clickhouse);
        LoadConfig load = fields.get("load")
                .flatMap(section -> LoadReader.read(document, section))
                .orElse(LoadConfig.USUAL);
        VerifyConfig verify = fields.get("verify").flatMap(this::verify).orElse(VerifyConfig.USUAL);
        ChangePolicies changes = fields.get("changes").map(this::changes).orElse(ChangePolicies.USUAL);
        Map<String, String> debezium =
                fields.get("debezium").map(this::debezium).orElse(Map.of());
        requireReference(fields, source);
        if (name.isEmpty() || tables.isEmpty() || !document.faults().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PipelineConfig(
                name.get(), source, tables, databases, kafka, connect, clickhouse, load, verify, changes, debezium));
    }

    private Optional<SourceConfig> source(Value section, Optional<String> reference) {
        return document.fields(section, Set.of("url", "user", "password", "sslmode"))
                .flatMap(fields -> {
                    Optional<PostgresUrl> url = document.required(fields, "url", "postgresql://127.0.0.1:5432/shop")
                            .flatMap(value -> document.made(value, PostgresUrl::parse));
                    String user = text(fields, "user").orElse(DEFAULT_POSTGRES_USER);
                    Optional<Secret> password = secret(fields);
                    SslMode ssl = fields.get("sslmode")
                            .flatMap(value -> document.made(value, PipelineReader::sslMode))
                            .orElse(SslMode.PREFER);
                    return url.flatMap(at -> document.tried(
                            section,
                            () -> new SourceConfig(
                                    new PostgresAddress(
                                            at.host(), at.port(), at.database(), user, password.orElse(null), ssl),
                                    reference)));
                });
    }

    private static SslMode sslMode(String word) {
        return SslMode.of(word)
                .orElseThrow(() -> new IllegalArgumentException("has to be one of "
                        + Arrays.stream(SslMode.values()).map(SslMode::word).collect(Collectors.joining(", "))));
    }

    private List<TableRule> tables(Value section) {
        List<TableRule> rules = new ArrayList<>();
        document.items(section).ifPresent(items -> {
            if (items.isEmpty()) {
                document.fault(section, "has to name at least one table, for example public.*");
            }
            items.forEach(item -> table(item).ifPresent(rules::add));
        });
        return rules;
    }

    private Optional<TableRule> table(Value item) {
        if (!(item.node() instanceof org.snakeyaml.engine.v2.nodes.MappingNode)) {
            return document.made(item, match -> new TableRule(match, List.of(), Optional.empty()));
        }
        return document.fields(item, Set.of("match", "exclude", "history", "columns", "inserts-only"))
                .flatMap(fields -> {
                    Optional<TableRule> bare = document.required(fields, "match", "public.events")
                            .flatMap(value ->
                                    document.made(value, match -> new TableRule(match, List.of(), Optional.empty())));
                    Optional<Retention> history =
                            fields.get("history").flatMap(value -> document.made(value, Retention::parse));
                    Optional<Value> excluded = fields.get("exclude");
                    List<String> exclude = excluded.flatMap(document::items).orElse(List.of()).stream()
                            .flatMap(value -> document.text(value).stream())
                            .toList();
                    Map<String, Misfit> misfits =
                            fields.get("columns").map(this::misfits).orElse(Map.of());
                    boolean insertsOnly = fields.get("inserts-only")
                            .flatMap(value -> document.made(value, PipelineReader::yesOrNo))
                            .orElse(false);
                    return bare.flatMap(rule -> document.tried(
                            excluded.orElse(item),
                            () -> new TableRule(rule.match(), exclude, history, misfits, insertsOnly)));
                });
    }

    private static boolean yesOrNo(String word) {
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("has to be true or false");
        };
    }

    private Map<String, Misfit> misfits(Value columns) {
        Map<String, Misfit> misfits = new LinkedHashMap<>();
        document.fields(columns)
                .ifPresent(byName -> byName.byKey()
                        .forEach((name, column) -> document.fields(column, Set.of("misfit"))
                                .flatMap(fields -> document.required(fields, "misfit", Misfit.TEXT.word()))
                                .flatMap(value -> document.made(value, Misfit::parse))
                                .ifPresent(misfit -> misfits.put(name, misfit))));
        return misfits;
    }

    private Map<String, String> databases(Value section) {
        Map<String, String> databases = new LinkedHashMap<>();
        document.fields(section)
                .ifPresent(fields -> fields.byKey()
                        .forEach((schema, value) -> document.made(value, text -> {
                                    PipelineConfig.requireDatabase(text);
                                    return text;
                                })
                                .ifPresent(database -> databases.put(schema, database))));
        return databases;
    }

    private Optional<KafkaConfig> kafka(Value section) {
        return document.fields(section, Set.of("bootstrap"))
                .flatMap(fields -> document.required(fields, "bootstrap", "kafka-1:9092,kafka-2:9092"))
                .flatMap(value -> document.made(value, KafkaConfig::new));
    }

    private Optional<ConnectConfig> connect(Value section) {
        return document.fields(section, Set.of("url", "password_reference"))
                .flatMap(fields -> document.required(fields, "url", "http://connect:8083"))
                .flatMap(value -> document.made(value, text -> new ConnectConfig(url(text))));
    }

    /** Read apart from its section, because it belongs to what the connector is told of the source. */
    private Optional<String> passwordReference(Value section) {
        if (!(section.node() instanceof org.snakeyaml.engine.v2.nodes.MappingNode mapping)) {
            return Optional.empty(); // the section itself is the fault
        }
        return mapping.getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof org.snakeyaml.engine.v2.nodes.ScalarNode key
                        && key.getValue().equals("password_reference"))
                .map(tuple -> new Value(tuple.getValueNode(), "connect.password_reference", true))
                .findFirst()
                .flatMap(value -> document.made(value, text -> {
                    SourceConfig.requireReference(text);
                    return text;
                }));
    }

    /** Anybody who reaches a Connect worker can read a connector's configuration, so a password must not stand there. */
    private void requireReference(Fields fields, Optional<SourceConfig> source) {
        boolean hasPassword =
                source.map(SourceConfig::address).map(PostgresAddress::password).isPresent();
        Optional<Value> connect = fields.get("connect");
        if (hasPassword
                && connect.isPresent()
                && source.flatMap(SourceConfig::connectorPassword).isEmpty()
                && document.faults().isEmpty()) {
            document.fault(
                    new Value(connect.get().node(), "connect.password_reference", true),
                    "is missing: source.password would be readable in the connector's configuration; name what the"
                            + " Connect worker resolves instead, for example password_reference: \"$${env:PG_PASSWORD}\"");
        }
    }

    private Optional<ClickHouseConfig> clickhouse(Value section) {
        return document.fields(section, Set.of("url", "user", "password")).flatMap(fields -> {
            Optional<Value> at = document.required(fields, "url", "http://127.0.0.1:8123");
            String user = text(fields, "user").orElse(DEFAULT_CLICKHOUSE_USER);
            Optional<Secret> password = secret(fields);
            return at.flatMap(value -> document.made(value, text -> new ClickHouseConfig(url(text), user, password)));
        });
    }

    private Optional<VerifyConfig> verify(Value section) {
        return document.fields(section, Set.of("budget"))
                .flatMap(fields -> document.required(fields, "budget", "1%"))
                .flatMap(value -> document.made(value, VerifyConfig::parse));
    }

    private ChangePolicies changes(Value section) {
        Map<ChangeKind, ChangePolicy> policies = new EnumMap<>(ChangeKind.class);
        Set<String> kinds =
                Arrays.stream(ChangeKind.values()).map(ChangeKind::word).collect(Collectors.toSet());
        document.fields(section, kinds).ifPresent(fields -> {
            for (ChangeKind kind : ChangeKind.values()) {
                fields.get(kind.word())
                        .flatMap(value -> document.made(value, word -> ChangePolicies.parse(kind, word)))
                        .ifPresent(policy -> policies.put(kind, policy));
            }
        });
        return new ChangePolicies(policies);
    }

    private Map<String, String> debezium(Value section) {
        Map<String, String> settings = new LinkedHashMap<>();
        document.fields(section)
                .ifPresent(fields -> fields.byKey()
                        .forEach((key, value) -> ConnectorKeys.refusal(key)
                                .ifPresentOrElse(
                                        refusal -> document.fault(value.asSecret(), refusal),
                                        () -> document.text(value).ifPresent(text -> settings.put(key, text)))));
        return settings;
    }

    private Optional<String> text(Fields fields, String key) {
        return fields.get(key)
                .flatMap(value -> document.made(value, text -> {
                    if (text.isBlank()) {
                        throw new IllegalArgumentException("has to have a value");
                    }
                    return text;
                }));
    }

    private Optional<Secret> secret(Fields fields) {
        return fields.get("password")
                .flatMap(value -> document.text(value.asSecret()))
                .map(Secret::new);
    }

    private static URI url(String text) {
        try {
            return new URI(text);
        } catch (java.net.URISyntaxException e) {
            throw new IllegalArgumentException("has to be an address like http://host:port", e);
        }
    }
}
