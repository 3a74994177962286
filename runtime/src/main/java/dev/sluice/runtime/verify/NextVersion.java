/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.verify;

import dev.sluice.core.target.CopyVersions;
import dev.sluice.runtime.control.Systems;
import dev.sluice.runtime.source.PostgresSource;
import java.math.BigInteger;

/** The version that rows get which are read from the source after this was asked for. */
final class NextVersion {
    private NextVersion() {}

    /** Right after the highest that the copy knows of these rows; takes away what can't be one, so that it will be outranked. */
    static BigInteger of(Systems systems, CopyVersions versions, String which) {
        BigInteger highest = highest(systems, versions, which);
        BigInteger bound = CopyVersions.bound(
                systems.postgres().with(PostgresSource::walEnd).value());
        if (highest.compareTo(bound) >= 0) {
            versions.dropImpossible(which, bound).forEach(systems.clickhouse()::execute);
            highest = highest(systems, versions, which);
        }
        return highest.add(BigInteger.ONE);
    }

    private static BigInteger highest(Systems systems, CopyVersions versions, String which) {
        return new BigInteger(systems.clickhouse().value(versions.highest(which)));
    }
}
