/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosersTest {
    private final Closers closers = new Closers();
    private final List<String> closed = new ArrayList<>();

    @Test
    void theLastComesFirstAndEachOnce() {
        closers.add("a", () -> closed.add("a"));
        closers.add("b", () -> closed.add("b"));
        closers.closeAll();
        closers.closeAll();
        assertThat(closed).containsExactly("b", "a");
    }

    @Test
    void oneFailureDoesNotKeepTheOthersFromClosing() {
        closers.add("a", () -> closed.add("a"));
        closers.add("b", () -> {
            throw new IllegalStateException("as a test");
        });
        closers.closeAll();
        assertThat(closed).containsExactly("a");
    }

    @Test
    void whatComesAfterTheEndIsClosedAtOnce() {
        closers.closeAll();
        closers.add("late", () -> closed.add("late"));
        assertThat(closed).containsExactly("late");
    }
}
