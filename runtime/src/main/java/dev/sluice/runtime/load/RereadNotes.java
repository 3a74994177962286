/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.load;

/** What is kept of a {@link Reread} while it reads. Whoever asked for it notes that it is done, after what comes behind the load. */
record RereadNotes(Reread reread) implements LoadJournal {

    /** Nobody may ever ask again. */
    @Override
    public boolean endsForSure() {
        return false;
    }

    /** No event is taken for one that it has read. */
    @Override
    public String now() {
        return "";
    }

    @Override
    public Note begin(String now, String order) {
        return reread.from(order);
    }

    @Override
    public void write(String state, Note note, SourceSnapshot snapshot) {
        if (state.equals(LOADING)) {
            reread.write(state, note);
        }
    }

    /** The copy is there, and whoever follows the source beside this would not see a note of ours. */
    @Override
    public void doubt() {
        throw Footing.changed(reread.table()).asException();
    }
}
