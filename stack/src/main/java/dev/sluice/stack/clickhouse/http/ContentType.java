/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.http;

/** The Content-Type that ClickHouse gives each output format. */
final class ContentType {
    private ContentType() {}

    static String of(String format) {
        return switch (format) {
            case "TabSeparated",
                    "TSV",
                    "TabSeparatedRaw",
                    "TSVRaw",
                    "TabSeparatedWithNames",
                    "TSVWithNames",
                    "TabSeparatedWithNamesAndTypes",
                    "TSVWithNamesAndTypes" -> "text/tab-separated-values; charset=UTF-8";
            case "CSV" -> "text/csv; charset=UTF-8; header=absent";
            case "CSVWithNames", "CSVWithNamesAndTypes" -> "text/csv; charset=UTF-8; header=present";
            case "JSON",
                    "JSONStrings",
                    "JSONCompact",
                    "JSONCompactStrings",
                    "JSONColumns",
                    "JSONCompactColumns",
                    "JSONColumnsWithMetadata" -> "application/json; charset=UTF-8";
            case "JSONEachRow",
                    "JSONLines",
                    "NDJSON",
                    "JSONStringsEachRow",
                    "JSONCompactEachRow",
                    "JSONCompactStringsEachRow",
                    "JSONCompactEachRowWithNames",
                    "JSONCompactEachRowWithNamesAndTypes",
                    "JSONEachRowWithProgress" -> "application/x-ndjson; charset=UTF-8";
            case "XML" -> "application/xml; charset=UTF-8";
            case "RowBinary",
                    "RowBinaryWithNames",
                    "RowBinaryWithNamesAndTypes",
                    "Native",
                    "Parquet",
                    "ORC",
                    "Avro",
                    "Arrow",
                    "ArrowStream",
                    "MsgPack",
                    "Protobuf" -> "application/octet-stream";
            default -> "text/plain; charset=UTF-8";
        };
    }
}
