/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.connect.errors.DataException;

/** Whatever is written reads back the same with another parser. */
class JsonBytesTest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Property
    void everyTextReadsBack(@ForAll("texts") String text) throws IOException {
        byte[] bytes = new JsonBytes().string(text).toByteArray();

        assertThat(JSON.readValue(bytes, String.class)).isEqualTo(text);
        assertThat(new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))
                .isEqualTo(bytes);
    }

    /** All of Unicode but halves of surrogate pairs, with control characters and long texts well represented. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> point = Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(3, Arbitraries.integers().between(0, 0x7F)),
                        net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0x80, 0xD7FF)),
                        net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0xE000, 0x10FFFF)))
                .map(Character::toString);
        return point.list().ofMaxSize(3000).map(points -> String.join("", points));
    }

    @Property
    void halfASurrogatePairIsRefused(@ForAll("halves") char half, @ForAll("texts") String around) {
        assertThatThrownBy(() -> new JsonBytes().string(around + half)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> new JsonBytes().string(half + "x" + around)).isInstanceOf(DataException.class);
    }

    @Provide
    Arbitrary<Character> halves() {
        return Arbitraries.chars().range((char) 0xD800, (char) 0xDFFF);
    }

    @Property
    void everyLongReadsBack(@ForAll long value) throws IOException {
        assertThat(JSON.readValue(new JsonBytes().number(value).toByteArray(), Long.class))
                .isEqualTo(value);
    }

    @Property
    void everyDoubleReadsBack(@ForAll("doubles") double value) throws IOException {
        String json = text(new JsonBytes().number(value));

        assertThat(Double.doubleToLongBits(Double.parseDouble(json.replace("\"", ""))))
                .isEqualTo(Double.doubleToLongBits(value));
        assertThat(JSON.readTree(json).isNumber()).isEqualTo(Double.isFinite(value));
    }

    @Provide
    Arbitrary<Double> doubles() {
        return Arbitraries.longs().map(Double::longBitsToDouble).filter(value -> !Double.isNaN(value));
    }

    @Property
    void everyFloatReadsBack(@ForAll int bits) throws IOException {
        float value = Float.intBitsToFloat(bits);
        String json = text(new JsonBytes().number(value));

        assertThat(Float.floatToIntBits(Float.parseFloat(json.replace("\"", ""))))
                .isEqualTo(Float.floatToIntBits(value));
        assertThat(JSON.readTree(json).isNumber()).isEqualTo(Float.isFinite(value));
    }

    @Example
    void theEdgesOfNumbers() {
        assertThat(text(new JsonBytes().number(Long.MIN_VALUE))).isEqualTo("-9223372036854775808");
        assertThat(text(new JsonBytes().number(Long.MAX_VALUE))).isEqualTo("9223372036854775807");
        assertThat(text(new JsonBytes().number(0L))).isEqualTo("0");
        assertThat(text(new JsonBytes().number(10L))).isEqualTo("10");
        assertThat(text(new JsonBytes().number(-0.0))).isEqualTo("-0.0");
        assertThat(text(new JsonBytes().number(Double.NaN))).isEqualTo("\"NaN\"");
        assertThat(text(new JsonBytes().number(Float.NEGATIVE_INFINITY))).isEqualTo("\"-Infinity\"");
    }

    @Example
    void aBufferIsUsedAgain() {
        JsonBytes bytes = new JsonBytes();
        bytes.string("x".repeat(2_000_000)).clear();

        assertThat(text(bytes.raw('[')
                        .separate()
                        .bool(true)
                        .separate()
                        .nothing()
                        .raw(']')))
                .isEqualTo("[true,null]");
    }

    private static String text(JsonBytes bytes) {
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }
}
