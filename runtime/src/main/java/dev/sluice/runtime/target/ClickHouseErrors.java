/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.target;

import com.clickhouse.client.api.ServerException;
import dev.sluice.core.config.ClickHouseAddress;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The one place where ClickHouse's error codes become {@link Problem}s (src/Common/ErrorCodes.cpp of ClickHouse).
 */
final class ClickHouseErrors {
    private static final String UNFORESEEN = "clickhouse-error";
    private static final int NOT_ENOUGH_SPACE = 243;
    private static final int ACCESS_DENIED = 497;
    private static final int AUTHENTICATION_FAILED = 516;
    private static final int REQUIRED_PASSWORD = 194;
    private static final int WRONG_PASSWORD = 193;
    private static final int MEMORY_LIMIT_EXCEEDED = 241;

    private ClickHouseErrors() {}

    static ProblemException of(Throwable failure, ClickHouseAddress address) {
        ServerException answer = find(failure, ServerException.class);
        if (answer != null) {
            return ofServer(answer, address).causedBy(failure);
        }
        String reason = find(failure, IOException.class) == null ? ": " + failure.getMessage() : "";
        return Problem.system(
                        "clickhouse-unreachable",
                        "ClickHouse at " + address.url() + " can't be reached" + reason,
                        "Check that it runs and that clickhouse.url is right.")
                .causedBy(failure);
    }

    private static Problem ofServer(ServerException answer, ClickHouseAddress address) {
        String message = answer.getMessage() == null ? "" : answer.getMessage();
        return switch (answer.getCode()) {
            case AUTHENTICATION_FAILED, REQUIRED_PASSWORD, WRONG_PASSWORD ->
                Problem.user(
                        "wrong-password",
                        "ClickHouse at " + address.url() + " refuses the user " + address.user()
                                + " with this password",
                        "Correct clickhouse.user and clickhouse.password in the configuration.");
            case ACCESS_DENIED ->
                Problem.user(
                        "permission-denied",
                        "ClickHouse denies this to the user " + address.user() + ": " + message,
                        "Grant the user that right in ClickHouse.");
            case NOT_ENOUGH_SPACE ->
                Problem.system(
                        "target-disk-full",
                        "the disk of ClickHouse at " + address.url() + " is full",
                        "Free space there.");
            case MEMORY_LIMIT_EXCEEDED ->
                Problem.system(
                        "target-memory",
                        "ClickHouse has too little memory for this: " + message,
                        "Try again, or ask for less.");
            default -> Problem.ours("clickhouse-error", "ClickHouse answered: " + message);
        };
    }

    /** The same failure of a statement that the user wrote. */
    static ProblemException ofUser(ProblemException failure) {
        return failure.problem().code().equals(UNFORESEEN)
                ? Problem.user("statement-refused", failure.problem().what(), "Correct the statement.")
                        .causedBy(failure)
                : failure;
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }
}
