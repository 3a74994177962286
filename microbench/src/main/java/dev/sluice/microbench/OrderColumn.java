/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.microbench;

import io.debezium.spi.converter.RelationalColumn;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A column as Debezium tells its converter of it; of all that, only the type and its modifiers matter here. */
record OrderColumn(String name, String typeName, int nativeType, OptionalInt length, OptionalInt scale)
        implements RelationalColumn {
    @Override
    public int jdbcType() {
        return 0;
    }

    @Override
    public String typeExpression() {
        return typeName;
    }

    @Override
    public boolean isOptional() {
        return true;
    }

    @Override
    public @Nullable Object defaultValue() {
        return null;
    }

    @Override
    public boolean hasDefaultValue() {
        return false;
    }

    @Override
    public String dataCollection() {
        return "bench.orders";
    }
}
