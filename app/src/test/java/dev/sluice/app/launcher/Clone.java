/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder with the launcher, two poms and a source, and with a {@code mvn} on its PATH that "builds" by linking the
 * classes of this test's JVM, so that the launcher's own work is tested within seconds. The PATH has no Java.
 */
final class Clone {
    static final Path RUNNING_JDK = Path.of(System.getProperty("java.home"));

    private static final List<String> TOOLS = List.of(
            "sh",
            "cat",
            "date",
            "dirname",
            "find",
            "grep",
            "head",
            "ln",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "tail",
            "true");

    private static final String MAVEN = """
            #!/bin/sh
            case $* in
              --version) echo 'Apache Maven 3.9.11'; exit 0 ;;
              *verify*) printf 'maven was called: '; printf '[%s]' "$@"; echo; exit 0 ;;
            esac
            echo '[INFO] Building Sluice core 0.1.0-SNAPSHOT                          [2/6]'
            echo built >> builds
            sleep 1
            if [ -n "${FAKE_MAVEN_FAILS:-}" ]; then echo '[ERROR] cannot find symbol'; exit 1; fi
            mkdir -p app/target/dist/lib
            ln -sf "$FAKE_MAVEN_JARS"/*.jar app/target/dist/lib/
            """;

    private final Path root;

    /** What a run of the launcher left. */
    record Result(int exit, String out, String err) {}

    Clone(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** Makes the folder. */
    void create() throws IOException {
        for (String file : List.of("pom.xml", "core/pom.xml", "core/src/main/A.java", "core/src/test/ATest.java")) {
            touch(file);
        }
        executable(root.resolve("sluice"), Files.readString(Path.of("..", "sluice")));
        Path bin = Files.createDirectories(root.resolve("bin"));
        executable(bin.resolve("mvn"), MAVEN);
        for (String tool : TOOLS) {
            Files.createSymbolicLink(bin.resolve(tool), whereIs(tool));
        }
        Path jars = Files.createDirectories(root.resolve("jars"));
        Jar.of(Path.of("target", "classes"), jars.resolve("sluice-app-0.jar"));
        Jar.of(Path.of("..", "core", "target", "classes"), jars.resolve("sluice-core-0.jar"));
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            Path path = Path.of(entry);
            if (entry.endsWith(".jar") && !path.getFileName().toString().startsWith("sluice-")) {
                Files.createSymbolicLink(jars.resolve(path.getFileName()), path);
            }
        }
    }

    /** Runs {@code ./sluice} in the clone with the JDK of this test. */
    Result sluice(String... arguments) throws Exception {
        return sluice(Map.of(), arguments);
    }

    /** The same with more environment variables. */
    Result sluice(Map<String, String> env, String... arguments) throws Exception {
        return run(root, root.resolve("sluice"), env, arguments);
    }

    /** Runs the launcher by any path, in any folder. */
    Result run(Path directory, Path launcher, Map<String, String> env, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(root, "out", ".txt");
        Path err = Files.createTempFile(root, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> all = new HashMap<>(Map.of(
                "PATH",
                root.resolve("bin").toString(),
                "HOME",
                root.toString(),
                "JAVA_HOME",
                RUNNING_JDK.toString(),
                "SLUICE_NO_AOT",
                "1",
                "FAKE_MAVEN_JARS",
                root.resolve("jars").toString()));
        all.putAll(env);
        builder.environment().clear();
        builder.environment().putAll(all);
        int exit = builder.start().waitFor();
        return new Result(exit, Files.readString(out), Files.readString(err));
    }

    /** How often Maven was asked to build. */
    long builds() throws IOException {
        Path builds = root.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    /** Writes a file now. */
    void touch(String file) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "x");
    }

    /** A folder that looks like a JDK of that version. */
    Path fakeJdk(String version) throws IOException {
        Path home = root.resolve("jdk-" + version);
        Files.createDirectories(home.resolve("bin"));
        executable(home.resolve("bin/java"), "#!/bin/sh\nexit 99\n");
        executable(home.resolve("bin/javac"), "#!/bin/sh\nexit 99\n");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"A\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path whereIs(String tool) {
        return Stream.of("/bin", "/usr/bin", "/usr/local/bin")
                .map(folder -> Path.of(folder, tool))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError("this machine has no " + tool));
    }
}
