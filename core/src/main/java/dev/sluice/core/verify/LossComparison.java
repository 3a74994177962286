/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.verify;

import dev.sluice.core.target.TargetColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells recorded losses from differences. Pure. */
public final class LossComparison {
    private LossComparison() {}

    /**
     * The columns in which a row differs, without those that have NULL for the very text that was recorded.
     *
     * @param source the texts of the row's columns in the source
     * @param target those in the copy
     * @param recorded the text recorded last of each column of this row
     */
    public static List<String> differing(
            List<TargetColumn> columns,
            List<@Nullable String> source,
            List<@Nullable String> target,
            Map<String, String> recorded) {
        List<String> differing = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String was = source.get(i);
            String is = target.get(i);
            if (was == null ? is == null : was.equals(is)) {
                continue;
            }
            boolean lost = columns.get(i).mapping().isRecorded()
                    && is == null
                    && was != null
                    && was.equals(recorded.get(columns.get(i).name()));
            if (!lost) {
                differing.add(columns.get(i).name());
            }
        }
        return differing;
    }
}
