/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import java.math.BigInteger;
import org.apache.kafka.connect.errors.DataException;

/**
 * A change's place in commit order, from Debezium's {@code source.sequence}: {@code ["LSN of the last commit before this
 * transaction","LSN of this change"]}, the first null before any commit was seen.
 *
 * <p>The pair grows in the order in which transactions commit, which the change's LSN alone does not, and it is the same
 * when the change is sent again.
 */
final class CommitOrder {
    private static final String FORM = "source.sequence is not [\"LSN\",\"LSN\"]: ";

    private CommitOrder() {}

    /**
     * The pair as one decimal number of at most 128 bits, the commit's LSN in the upper 64.
     *
     * @throws DataException if this is no such sequence
     */
    static String version(String sequence) {
        int comma = sequence.indexOf(',');
        if (comma < 0 || !sequence.startsWith("[") || !sequence.endsWith("]")) {
            throw new DataException(FORM + sequence);
        }
        String commit = sequence.substring(1, comma).trim();
        String change = sequence.substring(comma + 1, sequence.length() - 1).trim();
        BigInteger upper = commit.equals("null") ? BigInteger.ZERO : lsn(commit, sequence);
        return upper.shiftLeft(Long.SIZE).add(lsn(change, sequence)).toString();
    }

    private static BigInteger lsn(String quoted, String sequence) {
        int last = quoted.length() - 1;
        if (last < 2 || quoted.charAt(0) != '"' || quoted.charAt(last) != '"') {
            throw new DataException(FORM + sequence);
        }
        try {
            long lsn = Long.parseUnsignedLong(quoted, 1, last, 10);
            return lsn >= 0
                    ? BigInteger.valueOf(lsn)
                    : BigInteger.valueOf(lsn >>> 1).shiftLeft(1).add(BigInteger.valueOf(lsn & 1));
        } catch (NumberFormatException e) {
            throw new DataException(FORM + sequence, e);
        }
    }
}
