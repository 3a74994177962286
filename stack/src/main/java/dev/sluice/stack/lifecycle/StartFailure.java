/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import dev.sluice.core.problem.Problem;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The causes that every service has in common when it can't start: the port, the disk, the rights on a folder. */
public final class StartFailure {
    private static final long FULL_BELOW = 1 << 20;

    private StartFailure() {}

    /** The problem behind {@code failure}, if it is one of the common ones. */
    public static Optional<Problem> of(Throwable failure, String service, Path folder, int port) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException || cause instanceof UnresolvedAddressException) {
                return Optional.of(portTaken(service, port));
            }
            if (cause instanceof AccessDeniedException) {
                return Optional.of(notWritable(service, folder));
            }
            Optional<Problem> known = ofText(cause.getMessage(), service, folder, port);
            if (known.isPresent()) {
                return known;
            }
        }
        return Optional.empty();
    }

    /** The same from what a service printed; the operating system's own words are the only thing it gives. */
    public static Optional<Problem> ofText(@Nullable String text, String service, Path folder, int port) {
        String words = text == null ? "" : text.toLowerCase(Locale.ROOT);
        if (words.contains("no space left on device") || words.contains("disk quota exceeded") || isFull(folder)) {
            return Optional.of(diskFull(service, folder));
        }
        if (words.contains("address already in use") || words.contains("failed to bind")) {
            return Optional.of(portTaken(service, port));
        }
        if (words.contains("permission denied") || words.contains("read-only file system")) {
            return Optional.of(notWritable(service, folder));
        }
        return Optional.empty();
    }

    /** Looked at too, since on a full disk the words may not have reached the log. */
    private static boolean isFull(Path folder) {
        for (Path place = folder.toAbsolutePath(); place != null; place = place.getParent()) {
            if (Files.exists(place)) {
                return place.toFile().getUsableSpace() < FULL_BELOW;
            }
        }
        return false;
    }

    /** The innermost message that says anything. */
    public static String reason(Throwable failure) {
        String reason = failure.getClass().getSimpleName();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && !message.isBlank()) {
                reason = message.strip();
            }
        }
        return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    }

    /** Nothing can be written any more on the disk of {@code folder}. */
    public static Problem diskFull(String who, Path folder) {
        return Problem.system(
                "disk-full",
                who + " can't write to " + folder + ": the disk is full.",
                "Free some space on that disk and start again.");
    }

    /** {@code folder} belongs to somebody else or is read-only. */
    public static Problem notWritable(String who, Path folder) {
        return Problem.user(
                "folder-not-writable",
                who + " can't write to " + folder + ".",
                "Give yourself the right to write there, or choose another workspace folder.");
    }

    /** Something else listens there. */
    public static Problem portTaken(String who, int port) {
        return Problem.system(
                "port-taken",
                who + " can't listen on 127.0.0.1:" + port + ": another program does.",
                "Stop that program or choose another port, then start again.");
    }
}
