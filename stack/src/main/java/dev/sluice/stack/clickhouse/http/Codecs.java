/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.http;

import com.clickhouse.data.stream.Lz4InputStream;
import com.clickhouse.data.stream.Lz4OutputStream;
import dev.sluice.stack.clickhouse.engine.EngineException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;

/**
 * The compressions of request and response: HTTP's own, which headers ask for, and inside of them ClickHouse's LZ4
 * blocks with CityHash128 checksums, which {@code compress=1} and {@code decompress=1} ask for.
 */
final class Codecs {
    private static final int BLOCK = 1 << 16;
    private static final int UNKNOWN_COMPRESSION_METHOD = 89;

    private Codecs() {}

    /** The body with its compressions undone. */
    static InputStream decoded(Exchange exchange, QueryParameters parameters, String version)
            throws EngineException, IOException {
        InputStream body = exchange.body();
        String encoding = exchange.request()
                .headers()
                .get(HttpHeaderNames.CONTENT_ENCODING, "identity")
                .toLowerCase(Locale.ROOT);
        InputStream plain = switch (encoding) {
            case "identity", "" -> body;
            case "gzip", "x-gzip" -> new GZIPInputStream(body, BLOCK);
            case "deflate" -> new InflaterInputStream(body);
            case "lz4" -> new LZ4FrameInputStream(body);
            default ->
                throw new EngineException(
                        UNKNOWN_COMPRESSION_METHOD,
                        "UNKNOWN_COMPRESSION_METHOD",
                        "Unknown compression method '" + encoding + "'",
                        version);
        };
        return parameters.decompress() ? new Lz4InputStream(plain) : plain;
    }

    /** The content encoding that the client accepts and the request has switched on. */
    static Optional<String> responseEncoding(HttpHeaders request, QueryParameters parameters) {
        if (!parameters.httpCompression()) {
            return Optional.empty();
        }
        String accepted = request.get(HttpHeaderNames.ACCEPT_ENCODING, "").toLowerCase(Locale.ROOT);
        return Arrays.stream(accepted.split(","))
                .map(part -> part.replaceAll(";.*", "").strip())
                .filter(name -> name.equals("gzip") || name.equals("deflate") || name.equals("lz4"))
                .findFirst();
    }

    /** A stream into {@code target} that compresses as asked; closing it closes the target. */
    static OutputStream encoding(OutputStream target, Optional<String> encoding, boolean lz4Blocks) throws IOException {
        OutputStream encoded = switch (encoding.orElse("identity")) {
            case "gzip" -> new GZIPOutputStream(target, BLOCK);
            case "deflate" -> new DeflaterOutputStream(target);
            case "lz4" -> new LZ4FrameOutputStream(target, LZ4FrameOutputStream.BLOCKSIZE.SIZE_64KB);
            default -> target;
        };
        return lz4Blocks ? new Lz4OutputStream(encoded, BLOCK, null) : encoded;
    }
}
