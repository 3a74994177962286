/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import dev.sluice.e2e.types.TypeCase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Random statements on random tables, from several connections at once. All decisions come from one seed; every worker
 * has a generator of its own, so that only the order among workers is left to chance. What was said and what Postgres
 * answered is kept in a file.
 */
final class RandomRun implements AutoCloseable {
    /** What concurrent writers and changes of columns have to expect; anything else is a mistake of this test. */
    private static final Set<String> EXPECTED = Set.of(
            "0A000", // cached plan must not change result type
            "21000", // ON CONFLICT affects a row twice
            "22001", // value too long, after a change of type
            "22003", // out of range, after a change of type
            "22007", // not such a time, after a change of type
            "22008", // out of range, after a change of type
            "22P02", // not such a value, after a change of type
            "23502", // NULL
            "23505", // key taken
            "23514", // domain
            "40001",
            "40P01", // deadlock
            "42601", // more values than columns
            "42701", // column exists
            "42P10", // no key that ON CONFLICT could mean
            "42P16", // a second primary key
            "42704", // no such constraint
            "42703", // no such column
            "42804", // another type
            "42846", // no such cast
            "42883", // no such operator
            "42P01", // no such table
            "42P07", // table exists
            "54000", // key too large
            "55006", // in use
            "55P03" // lock timeout
            );

    /** What a client hears when Postgres is killed under it, and until it takes clients again. */
    private static final Set<String> AWAY = Set.of("08001", "08003", "08006", "57P01", "57P02", "57P03");

    private static final int REST_MS = 200;

    private static final int WRITERS = 3;

    private final Source source;
    private final long seed;
    private final Random random;
    private final Path file;
    private final PrintWriter log;
    private final Map<String, RandomTable> tables = new ConcurrentHashMap<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile boolean awayIsExpected;
    private final List<Future<?>> workers = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private RandomRun(Source source, long seed, Path file, PrintWriter log) {
        this.source = source;
        this.seed = seed;
        this.random = new Random(seed);
        this.file = file;
        this.log = log;
    }

    /** Creates the tables, with some rows in most of them; writers are not started yet. */
    static RandomRun prepare(Source source, long seed) throws SQLException {
        Path file = Path.of("target", "random", "seed-" + seed + ".sql").toAbsolutePath();
        try {
            Files.createDirectories(file.getParent());
            RandomRun run = new RandomRun(source, seed, file, new PrintWriter(Files.newBufferedWriter(file), true));
            run.create();
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long seed() {
        return seed;
    }

    /** The file with its statements. */
    Path file() {
        return file;
    }

    /** Whether a table is one of this run's, those that it has dropped too. */
    boolean isOwn(String table) {
        return table.startsWith(prefix());
    }

    private String prefix() {
        return "s" + seed + "_";
    }

    private void create() throws SQLException {
        int count = 2 + random.nextInt(3);
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            ownEnum(statement);
            for (int i = 0; i < count; i++) {
                RandomTable table = RandomTable.of(prefix() + i, random);
                say(statement, "setup", table.create());
                for (int rows = random.nextInt(4); rows > 0; rows--) {
                    say(statement, "setup", table.insert(20, random) + " ON CONFLICT DO NOTHING");
                }
                tables.put(table.name(), table);
            }
        }
    }

    /** One that gets labels while others' tests use the type of the same name; runs beside each other share it. */
    private void ownEnum(Statement statement) throws SQLException {
        try {
            say(statement, "setup", TypeCase.MOOD);
        } catch (SQLException e) {
            if (!"42710".equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    /** Lets rows be written, by some connections at once. */
    void write() {
        for (int i = 0; i < WRITERS; i++) {
            begin("writer" + i, new RandomWriter(tables, new Random(random.nextLong())));
        }
    }

    /** Lets tables be changed, by one connection. */
    void alter() {
        begin("ddl", new RandomDdl(tables, prefix(), new Random(random.nextLong())));
    }

    private void begin(String name, Worker worker) {
        workers.add(threads.submit(() -> work(name, worker)));
    }

    /** What one worker does next. */
    interface Worker {
        /** Does one thing, through {@code say}; its own failures are thrown on. */
        void act(Connection connection, Say say) throws SQLException;

        /** Milliseconds of rest after it. */
        int pause();
    }

    /** Executes a statement and writes it down. */
    interface Say {
        void say(String sql) throws SQLException;
    }

    private void work(String name, Worker worker) {
        try {
            while (!stopped.get()) {
                connected(name, worker);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(name + ": " + e.getSQLState() + " " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Works until it is stopped, or until Postgres goes away. */
    private void connected(String name, Worker worker) throws SQLException, InterruptedException {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '2s'");
            while (!stopped.get()) {
                try {
                    worker.act(connection, sql -> say(statement, name, sql));
                } catch (SQLException e) {
                    if (!EXPECTED.contains(e.getSQLState())) {
                        throw e;
                    }
                    if (!connection.getAutoCommit()) {
                        connection.rollback();
                    }
                }
                connection.setAutoCommit(true);
                Thread.sleep(worker.pause());
            }
        } catch (SQLException e) {
            if (!awayIsExpected || !AWAY.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
            Thread.sleep(REST_MS);
        }
    }

    private void say(Statement statement, String who, String sql) throws SQLException {
        String answer = "failed";
        try {
            statement.execute(sql);
            answer = String.valueOf(statement.getUpdateCount());
        } catch (SQLException e) {
            answer = e.getSQLState() + " " + e.getMessage();
            throw e;
        } finally {
            log.println(System.currentTimeMillis() + " " + who + ": " + shortened(sql) + "; -- "
                    + answer.replace("\n", " "));
        }
    }

    /** Values out of line need not be known to the last letter. */
    private static String shortened(String sql) {
        return sql.replaceAll("'([A-Za-z0-9+/]{40})[A-Za-z0-9+/]{2000,}(=*)'", "'$1...'");
    }

    /** From now on Postgres may go away; writers come back to it. */
    void expectKills() {
        awayIsExpected = true;
    }

    /** Writes down what else happens. */
    void note(String what) {
        log.println(System.currentTimeMillis() + " " + what);
    }

    /** Throws what a worker failed with. */
    void assertWell() throws InterruptedException, ExecutionException {
        for (Future<?> worker : workers) {
            worker.get();
        }
    }

    /** Returns when no worker will change anything any more. */
    @Override
    public void close() {
        stopped.set(true);
        threads.close();
        log.close();
    }
}
