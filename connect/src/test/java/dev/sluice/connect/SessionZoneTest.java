/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

/** A worker whose zone isn't UTC: right values, or none. */
class SessionZoneTest {

    @Test
    void timesInsideOtherValuesAreRefusedAndAllOthersRight() throws Exception {
        TimeZone zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        try (SourceDatabase source = SourceDatabase.start()) {
            source.capture(Map.of());
            source.execute("CREATE TABLE plain (id int PRIMARY KEY, a timestamptz, b timestamp, c timetz, d time,"
                    + " e tstzrange, f date[], g timestamp[])");
            source.execute("INSERT INTO plain VALUES (1, '2025-07-21 10:11:12.5+02', '2025-07-21 10:11:12.5',"
                    + " '10:11:12+02', '24:00', 'empty', '{2025-07-21}', '{2025-07-21 00:00:00}')");
            source.execute("CREATE TABLE zoned (id int PRIMARY KEY, a tstzrange)");
            source.execute("INSERT INTO zoned VALUES (1, '[2025-01-01 00:00:00+01,)')");

            List<SourceDatabase.Message> messages = source.await(".plain", 1);

            JsonNode after = messages.get(0).value().get("after");
            assertThat(after)
                    .hasToString("{\"id\":1,\"a\":\"2025-07-21 08:11:12.5+00\",\"b\":\"2025-07-21 10:11:12.5\","
                            + "\"c\":\"10:11:12+02\",\"d\":\"24:00:00\",\"e\":\"empty\",\"f\":\"{2025-07-21}\","
                            + "\"g\":\"{\\\"2025-07-21 00:00:00\\\"}\"}");
            source.execute("INSERT INTO zoned VALUES (2, '[2025-01-01 00:00:00+01,)')");
            assertThatThrownBy(() -> source.await(".zoned", 1))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("Column a")
                    .hasMessageContaining("-Duser.timezone=UTC");
        } finally {
            TimeZone.setDefault(zone);
        }
    }
}
