/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.core.config.ConnectAddress;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Kafka Connect's REST API (https://kafka.apache.org/documentation/#connect_rest). Safe for use by several threads. A
 * worker that rebalances answers 409, and to questions that change nothing 500 (Kafka 4.3: ConnectExceptionMapper does not
 * know the exception); such calls are repeated for a while.
 */
public final class ConnectClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final String REBALANCE_EXPECTED = "a rebalance is expected";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ConnectAddress address;
    private final HttpClient http;

    public ConnectClient(ConnectAddress address) {
        this.address = address;
        this.http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    }

    /** The connector's configuration; empty if there is no such connector. */
    public Optional<Map<String, String>> config(String connector) {
        return call("GET", path(connector, "/config"), null)
                .map(body -> JSON.convertValue(body, new TypeReference<Map<String, String>>() {}))
                .map(config -> {
                    config.remove("name");
                    return config;
                });
    }

    /** Creates the connector or replaces its configuration. */
    public void put(String connector, Map<String, String> config) {
        call("PUT", path(connector, "/config"), JSON.valueToTree(config));
    }

    /** The connector's and its task's states; empty if there is no such connector or it has no state yet. */
    public Optional<State> state(String connector) {
        return call("GET", path(connector, "/status"), null).map(body -> {
            JsonNode task = body.path("tasks").path(0);
            return new State(
                    body.path("connector").path("state").asText("UNASSIGNED"),
                    task.path("state").asText("UNASSIGNED"),
                    task.path("trace")
                            .asText(body.path("connector").path("trace").asText("")));
        });
    }

    /**
     * @param connector UNASSIGNED, RUNNING, PAUSED, STOPPED or FAILED
     * @param task likewise
     * @param trace why it failed, else empty
     */
    public record State(String connector, String task, String trace) {
        /** Whether events flow. */
        public boolean running() {
            return connector.equals("RUNNING") && task.equals("RUNNING");
        }

        /** Whether it failed on an event that Debezium can't make sense of; its EventDispatcher says so. */
        public boolean cannotDecode() {
            return failed() && trace.contains("Error while processing event at offset");
        }

        /** Whether it stays down until somebody restarts it. */
        public boolean failed() {
            return connector.equals("FAILED") || task.equals("FAILED");
        }
    }

    /** Restarts what has failed of the connector. */
    public void restart(String connector) {
        call("POST", path(connector, "/restart?includeTasks=true&onlyFailed=true"), null);
    }

    /** Ends the connector's task, soon after the call; it keeps its place and stays stopped until {@link #resume}. */
    public void stop(String connector) {
        call("PUT", path(connector, "/stop"), null);
    }

    /** Lets a stopped connector go on. */
    public void resume(String connector) {
        call("PUT", path(connector, "/resume"), null);
    }

    /** Deletes the connector and its source offsets; does nothing if there is none. */
    public void delete(String connector) {
        if (config(connector).isEmpty()) {
            return;
        }
        stop(connector);
        // Offsets can be deleted once the task has ended (KIP-875); until then the worker answers 400.
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                call("DELETE", path(connector, "/offsets"), null);
                break;
            } catch (ProblemException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                pause();
            }
        }
        call("DELETE", path(connector, ""), null);
    }

    /** Whether the REST API answers. */
    public boolean reachable() {
        try {
            call("GET", "/", null);
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }

    /** The class names of the connector plugins that the workers know. */
    public java.util.List<String> plugins() {
        return call("GET", "/connector-plugins?connectorsOnly=false", null).stream()
                .flatMap(body -> java.util.stream.StreamSupport.stream(body.spliterator(), false))
                .map(plugin -> plugin.path("class").asText())
                .toList();
    }

    private static String path(String connector, String rest) {
        return "/connectors/" + connector + rest;
    }

    private Optional<JsonNode> call(String method, String path, @Nullable JsonNode body) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            HttpResponse<String> response = send(method, path, body);
            int status = response.statusCode();
            if (isRebalancing(response) && System.nanoTime() < deadline) {
                pause();
                continue;
            }
            if (status == 404) {
                return Optional.empty();
            }
            if (status >= 300) {
                throw refused(method, path, status, response.body());
            }
            return Optional.of(read(response.body()));
        }
    }

    private static boolean isRebalancing(HttpResponse<String> response) {
        return response.statusCode() == 409
                || response.statusCode() == 500 && message(response.body()).contains(REBALANCE_EXPECTED);
    }

    private HttpResponse<String> send(String method, String path, @Nullable JsonNode body) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(address.url().toString().replaceAll("/+$", "") + path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw Problem.system(
                            "connect-unreachable",
                            "Kafka Connect at " + address.url() + " can't be reached",
                            "Check that it runs and that connect.url is right.")
                    .causedBy(e);
        } catch (InterruptedException e) {
            throw Problem.interrupted(e);
        }
    }

    private static JsonNode read(String body) {
        try {
            return body.isBlank() ? JSON.nullNode() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw Problem.ours("connect-error", "Kafka Connect's answer is not JSON")
                    .causedBy(e);
        }
    }

    private static ProblemException refused(String method, String path, int status, String body) {
        return new Problem(
                        "connect-refused",
                        status < 500 ? dev.sluice.core.problem.Owner.USER : dev.sluice.core.problem.Owner.SYSTEM,
                        status >= 500,
                        "Kafka Connect refuses " + method + " " + path + ": "
                                + message(body).strip(),
                        "Mend what it says; the worker's log tells more.")
                .asException();
    }

    private static String message(String body) {
        try {
            return JSON.readTree(body).path("message").asText(body);
        } catch (JsonProcessingException e) {
            return body;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            throw Problem.interrupted(e);
        }
    }
}
