/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.target.ObjectKind;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.StaleView;
import dev.sluice.core.target.TableShape;
import dev.sluice.core.target.TargetNames;
import java.util.List;

/**
 * The rows of a table that is to be loaded anew, which readers keep until that is done. A plan that is cut off leaves them
 * aside, and the next one goes on from there.
 */
final class OldCopy {
    private static final String ASIDE = "readers see them until the new load is done";
    private static final String TRUNCATED = "a TRUNCATE hides them, and the note of that goes";
    private static final String DONE = "the new load is done";
    private static final String OUTLIVED = "an earlier plan was cut off before that, and readers see newer rows";

    private final Copy copy;
    private final Observed observed;
    private final TargetNames names;

    OldCopy(Copy copy, Observed observed) {
        this.copy = copy;
        this.observed = observed;
        this.names = copy.table().names();
    }

    /** Whether rows were set aside and are still there. */
    boolean isThere() {
        return exists(names.stale());
    }

    /**
     * Sets the rows aside that would have to be dropped, if they are a whole copy; to be done when nothing feeds them any more.
     * Returns whether it takes them away. Rows without a key stay where they are: what they add up to is told by notes that
     * the new load changes.
     */
    boolean setAside(List<Step> steps) {
        boolean takes = canBeSetAside();
        TableShape was = observed.shapes().get(copy.table().target());
        if (was == null || !takes && (!isThere() || isShown())) {
            return false;
        }
        StaleView stale = new StaleView(names, was, copy.pipeline());
        if (takes) {
            if (isThere()) {
                steps.add(new Step.DropObject(names.stale(), ObjectKind.STORAGE, OUTLIVED));
            }
            steps.add(new Step.AlterStore(names.rows(), stale.dropTruncated(), TRUNCATED));
            steps.add(new Step.RenameStore(names.rows(), names.stale(), ASIDE));
        }
        // What was set aside before need not be what is noted now.
        steps.add(new Step.ReplaceView(takes && was.isSettled() ? stale.view() : stale.viewOfAll()));
        return takes;
    }

    /** Whether {@link #setAside} would take the rows away. */
    boolean canBeSetAside() {
        String target = copy.table().target();
        TableShape was = observed.shapes().get(target);
        return was != null
                && !was.key().isEmpty()
                && (!isThere() || !isShown())
                && exists(names.rows())
                && exists(names.live())
                && observed.loaded().contains(target);
    }

    /** Lets readers see the new rows; to be done after the load. */
    void end(List<Step> steps) {
        copy.objects().stream()
                .filter(object -> object.name().equals(names.live()))
                .forEach(live -> steps.add(new Step.ReplaceView(live)));
        steps.add(new Step.DropObject(names.stale(), ObjectKind.STORAGE, DONE));
    }

    private boolean isShown() {
        Observed.Existing live = observed.objects().get(names.live());
        return live != null && StaleView.isOne(live.comment());
    }

    private boolean exists(ObjectName name) {
        return observed.objects().containsKey(name);
    }
}
