/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

/**
 * Says in a sentence why an event was parked. What the stream keeps is what the event should have been ({@link EventExtraction}). A
 * replay keeps the message of ClickHouse's parser, whose form is
 * {@code reason: (while reading the value of nested key column): (while reading the value of key after): (at row 1)}; where
 * that form is not found, the message is shown as it is. The load's faults are sentences already.
 */
final class ParkedError {
    /** The value of a column in the payload, where {@code x} is its name and its type; a text without its quotes. */
    private static final String VALUE = "trim(BOTH '\"' FROM JSONExtractRaw(payload, side, x.1))";

    /** Whether it is one that its type doesn't hold. */
    private static final String MISFIT = """
            multiIf(
                    %1$s IN ('', 'null'), false,
                    x.2 = 'Int16', isNull(accurateCastOrNull(%1$s, 'Int16')),
                    x.2 = 'Int32', isNull(accurateCastOrNull(%1$s, 'Int32')),
                    x.2 = 'Int64', isNull(accurateCastOrNull(%1$s, 'Int64')),
                    x.2 = 'UInt32', isNull(accurateCastOrNull(%1$s, 'UInt32')),
                    x.2 = 'Bool', %1$s NOT IN ('true', 'false'),
                    x.2 = 'UUID', isNull(accurateCastOrNull(%1$s, 'UUID')),
                    startsWith(x.2, 'Float'), isNull(accurateCastOrNull(%1$s, 'Float64')),
                    startsWith(x.2, 'Date'), NOT match(%1$s, '^[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9:]{8}|$)'),
                    startsWith(x.2, 'Decimal'), NOT match(%1$s, '^-?[0-9]+([.][0-9]+)?$') \
            OR length(extract(%1$s, '^-?([0-9]+)')) > \
            toInt32OrZero(extract(x.2, '[(]([0-9]+)')) - toInt32OrZero(extract(x.2, ', ([0-9]+)')),
                    false)""".formatted(VALUE);

    /** Why an event is not what it should have been, where {@code error} is what that is ({@link EventExtraction}). */
    private static final String UNEXPECTED = """
            multiIf(
                JSONExtractString(payload, 'schema_id') != JSONExtractString(error, 'schema_id'),
                  concat('unknown schema ', JSONExtractString(payload, 'schema_id')),
                JSONExtractString(payload, 'op') NOT IN ('c', 'u', 'd', 'r', 't'),
                  concat('unknown operation ', JSONExtractString(payload, 'op')),
                notEmpty(%1$s),
                  concat('column ', %1$s[1], ': NULL, which it does not accept'),
                notEmpty(%2$s),
                  concat('column ', %2$s[1], ': ', JSONExtractRaw(payload, 'after', %2$s[1]), ' does not fit its type'),
                notEmpty(%3$s),
                  concat('column ', %3$s[1], ': ', JSONExtractRaw(payload, 'before', %3$s[1]), ' does not fit its type'),
                notEmpty(%4$s),
                  concat('column ', %4$s[1].1, ': ', JSONExtractRaw(payload, %5$s, %4$s[1].1), ' does not fit ', %4$s[1].2),
                JSONExtractString(payload, 'op') = 'u' AND notEmpty(%6$s),
                  concat('column ', %6$s[1], ': another key in one event, as of a table that has no primary key at the moment'),
                'a value does not fit its type')""".formatted(
                    both("required", "nulls"),
                    both("dates", "out_of_range"),
                    both("old_dates", "before_out_of_range"),
                    "arrayFilter(x -> " + MISFIT.replace("side", side())
                            + ", JSONExtractKeysAndValues(error, 'types', 'String'))",
                    side(),
                    "arrayFilter(x -> JSONHas(payload, 'before', x) AND JSONExtractRaw(payload, 'before', x)"
                            + " != JSONExtractRaw(payload, 'after', x), JSONExtract(error, 'key', 'Array(String)'))");

    /** What two arrays have in common. */
    private static String both(String expected, String told) {
        return "arrayIntersect(JSONExtract(error, '%s', 'Array(String)'), JSONExtract(payload, '%s', 'Array(String)'))"
                .formatted(expected, told);
    }

    /** The row of the event that has all columns. */
    private static String side() {
        return "if(JSONExtractString(payload, 'op') = 'd', 'before', 'after')";
    }

    /** ClickHouse SQL over the columns of the incidents. */
    static final String EXPLAINED = """
            multiIf(
              topic = '', error,
              error = '', 'no schema_id and no version: not written by dev.sluice.connect.EventConverter; its place in the \
            topic is known, its text was not kept',
              NOT isValidJSON(payload), 'not JSON',
              JSONHas(payload, 'too_large'), concat('too large: an event of more than ', JSONExtractRaw(payload, 'too_large', \
            'limit'), ' bytes; not sent: ', arrayStringConcat(JSONExtract(payload, 'too_large', 'columns', 'Array(String)'), \
            ', ')),
              JSONHas(payload, 'altered'), arrayStringConcat(JSONExtract(payload, 'altered', 'Array(String)'), '; '),
              JSONExtractString(payload, 'schema_id') = '', 'no schema_id: not written by dev.sluice.connect.EventConverter; \
            plain JSON of the stock JsonConverter can not be used',
              startsWith(error, '{'), \
            """ + UNEXPECTED + """
            ,
              error LIKE '%the value of key schema_id)%', concat('unknown schema ', JSONExtractString(payload, 'schema_id')),
              error LIKE '%the value of key op)%', concat('unknown operation ', JSONExtractString(payload, 'op')),
              error LIKE '%the value of key nulls)%', concat('column ', extract(error, 'element .(.*). for enum'), ': NULL, \
            which it does not accept'),
              error LIKE '%the value of key out_of_range)%', concat('column ', extract(error, 'element .(.*). for enum'), ': ', \
            JSONExtractString(payload, 'after', extract(error, 'element .(.*). for enum')), ' does not fit its type'),
              error LIKE '%of nested key %', concat('column ', extract(error, 'of nested key ([^)]*)'), ': ', \
            JSONExtractRaw(payload, 'after', extract(error, 'of nested key ([^)]*)')), ' does not fit its type: ', \
            splitByString(': (while reading', error)[1]),
              error)""";

    private ParkedError() {}
}
