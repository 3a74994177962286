/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import java.util.Locale;
import java.util.Optional;

/**
 * The npm package that holds libchdb for one platform. Only that of Linux on x86-64 with glibc is known to exist at this
 * version; another platform is added here with the integrity that {@code npm view NAME@VERSION dist.integrity} prints.
 *
 * @param integrity of the package's archive, as npm writes it: the algorithm, a hyphen, the hash in base 64
 * @param archiveBytes the archive's size
 * @param library the library's name inside of the package
 * @param libraryBytes the library's size
 */
record EnginePackage(
        String name, String version, String integrity, long archiveBytes, String library, long libraryBytes) {
    private static final EnginePackage LINUX_X64 = new EnginePackage(
            "@chdb/lib-linux-x64-gnu",
            "26.7.3-stable.1",
            "sha512-XP97mMqnc5tZpKQywR8N7cLTsHNiTmHr30pC5mzo3jWmukjKn2IBa60c2B/gWUNcuFjOMjWoorQICCqBVj5wpw==",
            177_817_999,
            "libchdb.so",
            566_330_096);

    /** The package for a platform, named as in Java's {@code os.name} and {@code os.arch}; empty if there is none. */
    static Optional<EnginePackage> of(String os, String arch) {
        boolean x64 = arch.equals("amd64") || arch.equals("x86_64");
        return os.toLowerCase(Locale.ROOT).equals("linux") && x64 ? Optional.of(LINUX_X64) : Optional.empty();
    }

    /** What npm calls it. */
    String specifier() {
        return name + "@" + version;
    }
}
