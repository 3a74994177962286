/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.plan.Step;
import dev.sluice.runtime.control.Executor;
import java.sql.SQLException;
import java.util.function.Predicate;

/** Changes the source once, when the first step of a kind is about to be done. */
final class ChangeBefore implements Executor.Listener {
    private final Predicate<Step> which;
    private final Source source;
    private final String[] statements;
    private boolean done;

    ChangeBefore(Predicate<Step> which, Source source, String... statements) {
        this.which = which;
        this.source = source;
        this.statements = statements;
    }

    @Override
    public void begins(Step step, int number, int of) {
        if (!done && which.test(step)) {
            done = true;
            try {
                source.run(statements);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void progress(Step step, LoadProgress progress) {}

    @Override
    public void ends(Step step) {}
}
