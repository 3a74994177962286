/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import dev.sluice.core.config.Misfit;
import dev.sluice.core.source.PgType;

/** What a mapping doesn't hold, or shows otherwise than a reader of Postgres may expect. */
public final class TypeLimits {
    private TypeLimits() {}

    /** As one phrase; empty if there is nothing to say. */
    public static String of(PgType type, Misfit misfit) {
        if (misfit == Misfit.NULL_AND_RECORD) {
            return of(type).replace("is parked", "becomes NULL and an entry in _sluice.losses");
        }
        if (!TypeMapping.of(type, misfit).type().equals(TypeMapping.of(type).type())) {
            return "the text that Postgres prints, as the configuration says";
        }
        return of(type);
    }

    /** The same where values that don't fit are parked. */
    public static String of(PgType type) {
        String target = TypeMapping.of(type).type();
        if (target.startsWith("Decimal")) {
            return "NaN is parked";
        }
        if (target.startsWith("Date")) {
            return "1900-01-01 to 2299-12-31; anything else is parked, infinity too";
        }
        return switch (type.name()) {
            case "numeric" -> "text: ClickHouse has no type that holds all its values";
            case "money" -> "the bare number: its text would depend on the server's locale";
            case "bytea" -> "the bytes themselves";
            case "bpchar" -> "padded, as Postgres prints it";
            case "varchar", "text" -> "";
            default -> target.equals("String") ? "the text that Postgres prints" : "";
        };
    }
}
