/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The ports that the services of one run got, in the order of the requests. */
public record ClaimedPorts(List<Choice> choices) {
    public ClaimedPorts {
        choices = List.copyOf(choices);
    }

    /** The port that {@code request} got; {@code taken} is the one it would have got, were it free. */
    public record Choice(PortRequest request, int port, OptionalInt taken) {
        /** What the user is told about a port that moved, for example {@code port 9092 is taken; Kafka uses 49153}. */
        public Optional<String> notice() {
            return taken.isPresent()
                    ? Optional.of("port " + taken.getAsInt() + " is taken; " + request.title() + " uses " + port)
                    : Optional.empty();
        }
    }

    /** The port of a request that was among those claimed. */
    public int port(PortRequest request) {
        return choices.stream()
                .filter(choice -> choice.request().name().equals(request.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no port was claimed for " + request.name()))
                .port();
    }

    /** Port by name, as {@link Announcer} wants it. */
    public Map<String, Integer> byName() {
        return choices.stream()
                .collect(Collectors.toMap(choice -> choice.request().name(), Choice::port));
    }

    /** One sentence for each port that moved. */
    public List<String> notices() {
        return choices.stream().flatMap(choice -> choice.notice().stream()).toList();
    }
}
