/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class GeometryTest {

    @Property
    void coordinatesReadBack(@ForAll double value) {
        assertThat(Double.parseDouble(Geometry.number(value))).isEqualTo(value);
    }

    @Example
    void exponentsBeginWherePostgresBeginsThem() {
        assertThat(Geometry.number(123456789012345d)).isEqualTo("123456789012345");
        assertThat(Geometry.number(1e15)).isEqualTo("1e+15");
        assertThat(Geometry.number(1.5e300)).isEqualTo("1.5e+300");
        assertThat(Geometry.number(0.0001)).isEqualTo("0.0001");
        assertThat(Geometry.number(-0.00001)).isEqualTo("-1e-05");
        assertThat(Geometry.number(27429161770257392d)).isEqualTo("2.7429161770257392e+16");
        assertThat(Geometry.number(-93910640464951808d)).isEqualTo("-9.391064046495181e+16");
        assertThat(Geometry.number(-0.0)).isEqualTo("-0");
        assertThat(Geometry.number(Double.NaN)).isEqualTo("NaN");
    }
}
