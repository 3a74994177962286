/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.app.shop.OrderVisibility;
import dev.sluice.core.target.ObjectName;
import dev.sluice.runtime.target.ClickHouse;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks ClickHouse for the highest key: rows come in the order of their keys, so all below it are visible too. The answer is one
 * number, however many rows are waited for.
 *
 * @param view a table or view whose key is a positive number {@code id}
 */
record HighestKey(ClickHouse clickhouse, ObjectName view) implements OrderVisibility {
    @Override
    public Set<Long> visible(Set<Long> ids) {
        long highest = Long.parseLong(
                clickhouse.value("SELECT max(id) FROM " + view.quoted() + " WHERE id >= " + Collections.min(ids)));
        return ids.stream().filter(id -> id <= highest).collect(Collectors.toSet());
    }
}
