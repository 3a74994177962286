/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

/** A ClickHouse table's or view's database and name, unquoted; a database by itself has an empty name. */
public record ObjectName(String database, String name) {
    /** Both parts quoted. */
    public String quoted() {
        return name.isEmpty()
                ? ChIdentifiers.quote(database)
                : ChIdentifiers.quote(database) + "." + ChIdentifiers.quote(name);
    }

    @Override
    public String toString() {
        return name.isEmpty() ? database : database + "." + name;
    }
}
