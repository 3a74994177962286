/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code run/endpoints.json} says: the process that runs a stack, and where its services listen. Other commands
 * find a running stack by it.
 *
 * @param process that runs the stack
 */
public record RunningStack(ProcessMark process, List<Endpoint> services) {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public RunningStack {
        services = List.copyOf(services);
    }

    /** Where one service listens, and its child processes. */
    public record Endpoint(String name, String host, int port, List<ProcessMark> processes) {
        public Endpoint {
            processes = List.copyOf(processes);
        }
    }

    /** The service of that name, if it is part of the stack. */
    public Optional<Endpoint> service(String name) {
        return services.stream().filter(service -> service.name().equals(name)).findFirst();
    }

    /**
     * The stack that runs now; empty if there is none, also if a killed one left its file.
     *
     * @throws dev.sluice.core.problem.ProblemException if the file can't be read
     */
    public static Optional<RunningStack> find(WorkspaceLayout layout) {
        return read(layout.endpoints()).filter(stack -> stack.process().isAlive());
    }

    /** What the file says, whether that stack still runs or not. */
    static Optional<RunningStack> read(Path file) {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), RunningStack.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw Problem.user(
                            "endpoints-file-damaged",
                            "The file " + file + " is damaged.",
                            "Stop the stack if it runs, delete that file and start again.")
                    .causedBy(e);
        } catch (IOException e) {
            throw WorkspaceFile.problem(file, e);
        }
    }

    void write(Path file) {
        try {
            WorkspaceFile.replace(file, JSON.writeValueAsBytes(this));
        } catch (IOException e) {
            throw WorkspaceFile.problem(file, e);
        }
    }
}
