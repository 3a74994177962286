/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import dev.sluice.stack.clickhouse.engine.Engine;
import dev.sluice.stack.clickhouse.http.Account;
import dev.sluice.stack.clickhouse.http.EngineServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The process of the embedded ClickHouse engine: a crash in native code takes nothing else down with it. Reads its
 * {@link EngineSettings} from standard input, serves until SIGTERM or until its parent ends, which closes that input,
 * and then stops the engine cleanly. Standard output gets one line, {@code listening on PORT}.
 */
public final class EngineMain {
    static final String LISTENING = "listening on ";

    private EngineMain() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        EngineSettings settings = EngineSettings.read(in);
        EngineExit exit = run(settings, in);
        // Not System.exit: the library's own exit handlers would stop an engine that is stopped already.
        Runtime.getRuntime().halt(exit.code());
    }

    private static EngineExit run(EngineSettings settings, BufferedReader in) throws IOException, InterruptedException {
        Files.createDirectories(settings.data());
        Files.createDirectories(settings.logs());
        try (FileChannel lockFile = FileChannel.open(
                        settings.data().resolve("sluice.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lockFile.tryLock()) {
            if (lock == null) {
                return EngineExit.DATA_IN_USE;
            }
            Optional<Engine> started = Engine.start(settings.library(), settings.data(), writeConfig(settings));
            if (started.isEmpty()) {
                return EngineExit.ENGINE_REFUSED;
            }
            try (Engine engine = started.get()) {
                return serve(engine, settings, in);
            }
        }
    }

    private static EngineExit serve(Engine engine, EngineSettings settings, BufferedReader in)
            throws InterruptedException, IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port());
        Account account = new Account(settings.user(), settings.password());
        StopSignal stop = StopSignal.install(in);
        try (EngineServer server = EngineServer.start(engine, address, account)) {
            System.out.println(LISTENING + server.address().getPort());
            stop.await();
            return EngineExit.STOPPED;
        } catch (BindException e) {
            return EngineExit.PORT_IN_USE;
        }
    }

    private static Path writeConfig(EngineSettings settings) throws IOException {
        Path file = settings.data().resolve("engine.xml");
        Files.writeString(file, EngineConfig.render(file, settings.logs()));
        return file;
    }
}
