/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import dev.sluice.core.config.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Properties;

/**
 * The passwords of a workspace, in one properties file that only its owner may read. Kafka Connect reads the same file
 * through its file provider, so a connector's settings hold {@link #reference} and never the password.
 *
 * <p>Not for use by several threads at once.
 */
public final class Passwords {
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private static final int LENGTH = 24;

    private final Path file;

    Passwords(Path file) {
        this.file = file;
    }

    /** The passwords of a workspace, also of one that another process has open. */
    public static Passwords of(WorkspaceLayout layout) {
        return new Passwords(layout.passwords());
    }

    /** The remembered password of {@code name}. */
    public Optional<Secret> find(String name) {
        return Optional.ofNullable(load().getProperty(name)).map(Secret::new);
    }

    /** The remembered password of {@code name}, made up and remembered at the first call. */
    public Secret ensure(String name) {
        return find(name).orElseGet(() -> {
            var generated = new Secret(generate());
            put(name, generated);
            return generated;
        });
    }

    /** Remembers a password, for example of an external database, where Connect can read it. */
    public void put(String name, Secret password) {
        Properties all = load();
        if (password.reveal().equals(all.getProperty(name))) {
            return;
        }
        all.setProperty(name, password.reveal());
        try (var bytes = new ByteArrayOutputStream()) {
            all.store(bytes, null);
            Files.createDirectories(file.toAbsolutePath().getParent());
            WorkspaceFile.replace(file, bytes.toByteArray());
        } catch (IOException e) {
            throw WorkspaceFile.problem(file, e);
        }
    }

    /** What a connector's settings say instead of the password: <code>${file:PATH:NAME}</code>. */
    public String reference(String name) {
        return "${file:" + file + ":" + name + "}";
    }

    private Properties load() {
        var all = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
                all.load(reader);
            } catch (IOException e) {
                throw WorkspaceFile.problem(file, e);
            }
        }
        return all;
    }

    private static String generate() {
        var random = new SecureRandom();
        return random.ints(LENGTH, 0, ALPHABET.length())
                .collect(
                        StringBuilder::new, (text, index) -> text.append(ALPHABET.charAt(index)), StringBuilder::append)
                .toString();
    }
}
