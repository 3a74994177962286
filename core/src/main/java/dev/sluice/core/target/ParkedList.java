/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import java.util.ArrayList;
import java.util.List;

/** Queries that show parked events to people. */
public final class ParkedList {
    /** What the closing of an event that was given up begins its error with. */
    static final String DROPPED = "dropped";
    /** What the closing of an event that was replayed begins its error with. */
    static final String REPLAYED = "replayed";

    /** The same for all events that have the same cause, whatever the value. */
    private static final String REASON = "multiIf(NOT startsWith(why, 'column '), substringUTF8(why, 1, 120),"
            + " endsWith(why, ': NULL, which it does not accept'), why,"
            + " concat(extract(why, '^column [^:]*'), ': a value does not fit its type'))";

    private static final String MICROS = "toUnixTimestamp64Micro(";

    private ParkedList() {}

    /** {@code target, reason, count, first seen, last seen}, times in microseconds. */
    public static String groups(ParkedChoice choice) {
        return "SELECT target, " + REASON + " AS reason, count(), " + MICROS + "min(seen_at)), " + MICROS
                + "max(seen_at)) FROM (SELECT target, seen_at, " + explained() + " AS why FROM " + open(choice)
                + ") GROUP BY target, reason ORDER BY target, count() DESC, reason";
    }

    /** {@code id, target, error, seen, topic, partition, offset, length of the payload}, oldest first. */
    public static String events(ParkedChoice choice, int limit) {
        return "SELECT " + ParkedChoice.ID + ", target, " + explained() + ", " + MICROS
                + "seen_at), topic, partition, offset, length(payload) FROM " + open(choice)
                + " ORDER BY seen_at, topic, partition, offset" + (limit < 0 ? "" : " LIMIT " + limit);
    }

    /** The same of what was closed by a command, and what was done: {@code dropped} or {@code replayed}. Newest first. */
    public static String closed(ParkedChoice choice, int limit) {
        String outcome = "splitByString(': ', error)[1]";
        return "SELECT " + ParkedChoice.ID + ", target, substring(error, length(" + outcome + ") + 3), " + MICROS
                + "seen_at), topic, partition, offset, length(payload), " + outcome + " FROM "
                + TargetNames.INCIDENTS.quoted() + " WHERE done AND " + choice.condition() + " AND " + outcome
                + " IN ('" + DROPPED + "', '" + REPLAYED + "') ORDER BY seen_at DESC LIMIT " + limit;
    }

    /** The payload of the events of one id, as readable text. */
    public static String payload(ParkedChoice choice) {
        return "SELECT toValidUTF8(payload) FROM " + open(choice) + " LIMIT 1";
    }

    /** How many later changes of its row the copy has; 0 also where the key can't be told from the event. */
    public static String laterChanges(TargetTable table, ParkedChoice event) {
        OwnColumns own = table.own();
        List<String> texts = new ArrayList<>(List.of("JSONExtractString(payload, 'version')"));
        List<String> conditions =
                new ArrayList<>(List.of(own.version() + " > toUInt128OrZero(tupleElement(" + own.event() + ", 1))"));
        for (TargetColumn column : table.keyColumns()) {
            String name = ChIdentifiers.literal(column.name());
            String row = "payload, if(JSONExtractString(payload, 'op') = 'd', 'before', 'after'), " + name;
            texts.add("multiIf(topic = '', JSONExtractString(payload, " + name + "), JSONType(" + row
                    + ") = 'String', JSONExtractString(" + row + "), JSONExtractRaw(" + row + "))");
            String text = "CAST(tupleElement(" + own.event() + ", " + texts.size() + "), 'Nullable(String)')";
            conditions.add(column.quoted() + " = " + column.mapping().fromText().apply(text));
        }
        return "WITH (SELECT (" + String.join(", ", texts) + ") FROM " + open(event) + " LIMIT 1) AS " + own.event()
                + "\nSELECT count() FROM " + table.names().changes().quoted() + " WHERE "
                + String.join(" AND ", conditions);
    }

    private static String explained() {
        return "toValidUTF8(" + ParkedError.EXPLAINED + ")";
    }

    private static String open(ParkedChoice choice) {
        return TargetNames.INCIDENTS.quoted() + " FINAL WHERE " + choice.condition();
    }
}
