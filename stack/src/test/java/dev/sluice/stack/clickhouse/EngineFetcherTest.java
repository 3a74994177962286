/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.problem.ProblemException;
import dev.sluice.stack.lifecycle.StartProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineFetcherTest {
    @TempDir
    private Path folder;

    @Test
    void cacheFolderFollowsTheEnvironment() {
        Path home = Path.of("/home/me");
        assertThat(EngineFetcher.cacheFolder(Map.of(), home)).isEqualTo(Path.of("/home/me/.cache/sluice"));
        assertThat(EngineFetcher.cacheFolder(Map.of("XDG_CACHE_HOME", "/x"), home))
                .isEqualTo(Path.of("/x/sluice"));
        assertThat(EngineFetcher.cacheFolder(Map.of("XDG_CACHE_HOME", "/x", "SLUICE_CACHE", "/s"), home))
                .isEqualTo(Path.of("/s"));
    }

    @Test
    void fetchedOnceMeansNeverAgain() {
        Path first = EngineFetcher.create().fetch(StartProgress.silent());
        assertThat(EngineFetcher.create().fetch((phase, fraction) -> {
                    throw new AssertionError(phase);
                }))
                .isEqualTo(first)
                .isRegularFile();
    }

    @Test
    void otherPlatformsAreRefused() {
        for (String[] platform : new String[][] {{"Linux", "riscv64"}, {"Windows 11", "amd64"}}) {
            EngineFetcher fetcher = new EngineFetcher(folder, platform[0], platform[1], new Npm(Optional.empty()));
            problem("engine-unsupported-platform", () -> fetcher.fetch(StartProgress.silent()));
        }
    }

    @Test
    void missingNpmIsNamed() {
        EngineFetcher fetcher = new EngineFetcher(folder, "Linux", "amd64", Npm.onPath("/nowhere::/neither"));
        problem("npm-missing", () -> fetcher.fetch(StartProgress.silent()));
        assertThat(folder).isDirectoryNotContaining("glob:**/fetch-*");
    }

    @Test
    void npmsOwnReasonIsTold() {
        Npm npm = Npm.onPath(System.getenv("PATH"));
        EnginePackage unknown =
                new EnginePackage("@chdb/lib-linux-x64-gnu", "0.0.0-none", "sha512-none", 1, "libchdb.so", 1);
        assertThatThrownBy(() -> npm.pack(unknown, folder, StartProgress.silent()))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo("engine-fetch-failed");
                    assertThat(e.problem().what()).doesNotContain("no reason given");
                });
    }

    @Test
    void anotherArchiveThanThePinnedOneIsRefused() throws IOException {
        Path archive = archive("package/libchdb.so", "not the engine");
        EnginePackage pinned = EnginePackage.of("Linux", "amd64").orElseThrow();
        problem("engine-hash-mismatch", () -> EngineArchive.verify(archive, pinned));
    }

    @Test
    void onlyTheLibraryIsUnpacked() throws IOException {
        EnginePackage pinned = EnginePackage.of("Linux", "amd64").orElseThrow();
        Path target = folder.resolve("libchdb.so");
        EngineArchive.unpack(archive("package/libchdb.so", "bytes"), pinned, target, StartProgress.silent());
        assertThat(target).hasContent("bytes");
        problem(
                "engine-library-missing",
                () -> EngineArchive.unpack(
                        archive("package/../libchdb.so", "x"), pinned, target, StartProgress.silent()));
    }

    private Path archive(String name, String content) throws IOException {
        Path file = folder.resolve("a.tgz");
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(bytes.length);
            tar.putArchiveEntry(entry);
            tar.write(bytes);
            tar.closeArchiveEntry();
        }
        return file;
    }

    private static void problem(String code, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }
}
