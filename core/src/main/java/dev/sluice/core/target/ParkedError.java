/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

/**
 * Says in a sentence why an event was parked. What the stream keeps is the message of ClickHouse's parser, whose form is
 * {@code reason: (while reading the value of nested key column): (while reading the value of key after): (at row 1)}; where
 * that form is not found, the message is shown as it is. The load's faults are sentences already.
 */
final class ParkedError {
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
