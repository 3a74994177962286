/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.screen;

import dev.sluice.app.port.LiveState;
import dev.sluice.app.view.Paint;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Shows a state that changes: on a terminal as a screen that is drawn five times a second over itself, on the terminal's
 * other page so that nothing scrolls away; elsewhere as one line a second. {@link #close} leaves the last picture
 * behind.
 */
public final class LiveScreen implements AutoCloseable {
    private static final long FRAME_MS = 200;
    private static final long LINE_MS = 1000;
    private static final int FRAMES_A_SIZE = 5;
    private static final String OTHER_PAGE = "\033[?1049h\033[?25l";
    private static final String FIRST_PAGE = "\033[?25h\033[?1049l";
    private static final String HOME = "\033[H";
    private static final String END_OF_LINE = "\033[K\r\n";
    private static final String REST_OF_PAGE = "\033[J";

    private final PrintStream out;
    private final boolean screen;
    private final Paint paint;
    private final Supplier<LiveState> states;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * A screen that does not show anything yet.
     *
     * @param screen whether {@code out} is a terminal
     * @param states asked for every picture; has to return at once
     */
    public LiveScreen(PrintStream out, boolean screen, Paint paint, Supplier<LiveState> states) {
        this.out = out;
        this.screen = screen;
        this.paint = paint;
        this.states = states;
    }

    /** Begins to show, from a thread of its own. */
    public LiveScreen open() {
        Thread.ofVirtual().name("screen").start(screen ? this::drawFrames : this::printLines);
        return this;
    }

    /** Ends the show and gives the terminal back as it was; does nothing the second time. */
    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        closed.await();
    }

    private void drawFrames() {
        out.print(OTHER_PAGE);
        Size size = Size.ask();
        try {
            for (int frame = 1; !closes(FRAME_MS); frame++) {
                if (frame % FRAMES_A_SIZE == 0) {
                    size = Size.ask();
                }
                draw(LiveFrame.lines(states.get(), size, paint));
            }
        } finally {
            out.print(FIRST_PAGE);
            LiveFrame.lines(states.get(), size, paint).forEach(out::println);
            out.flush();
            closed.countDown();
        }
    }

    private void draw(List<String> lines) {
        StringBuilder page = new StringBuilder(HOME);
        lines.forEach(line -> page.append(line).append(END_OF_LINE));
        out.print(page.append(REST_OF_PAGE));
        out.flush();
    }

    private void printLines() {
        try {
            do {
                out.println(LiveLine.of(states.get()));
                out.flush();
            } while (!closes(LINE_MS));
        } finally {
            closed.countDown();
        }
    }

    /** Waits for the end, not longer than that; whether it has come. */
    private boolean closes(long millis) {
        try {
            return closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }
}
