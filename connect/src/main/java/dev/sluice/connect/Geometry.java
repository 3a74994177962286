/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import org.postgresql.geometric.PGbox;
import org.postgresql.geometric.PGcircle;
import org.postgresql.geometric.PGline;
import org.postgresql.geometric.PGlseg;
import org.postgresql.geometric.PGpath;
import org.postgresql.geometric.PGpoint;
import org.postgresql.geometric.PGpolygon;
import org.postgresql.util.PGobject;

/**
 * The text of Postgres's geometric types, which reach the converter as numbers only.
 *
 * <p>Java finds the shortest digits of a double like Postgres does since release 19 (JDK-4511638); on an older worker a
 * few coordinates have one digit more than Postgres prints, yet read back to the same number.
 */
final class Geometry {
    private static final int ALL_DIGITS = 17;

    private Geometry() {}

    /** Null if this is none of the seven geometric types. */
    static @Nullable String text(PGobject value) {
        StringBuilder text = new StringBuilder();
        if (value instanceof PGpoint point) {
            append(text, point);
        } else if (value instanceof PGline line) {
            text.append('{').append(number(line.a)).append(',').append(number(line.b));
            text.append(',').append(number(line.c)).append('}');
        } else if (value instanceof PGlseg segment && segment.point != null) {
            append(text.append('['), segment.point).append(']');
        } else if (value instanceof PGbox box && box.point != null) {
            append(text, box.point);
        } else if (value instanceof PGpath path && path.points != null) {
            append(text.append(path.open ? '[' : '('), path.points).append(path.open ? ']' : ')');
        } else if (value instanceof PGpolygon polygon && polygon.points != null) {
            append(text.append('('), polygon.points).append(')');
        } else if (value instanceof PGcircle circle && circle.center != null) {
            append(text.append('<'), circle.center)
                    .append(',')
                    .append(number(circle.radius))
                    .append('>');
        } else {
            return null;
        }
        return text.toString();
    }

    private static StringBuilder append(StringBuilder text, PGpoint... points) {
        for (int i = 0; i < points.length; i++) {
            text.append(i == 0 ? "(" : ",(").append(number(points[i].x));
            text.append(',').append(number(points[i].y)).append(')');
        }
        return text;
    }

    /** As {@code float8out} prints it: plain below 1e15 and down to 0.0001, else with an exponent of two digits or more. */
    static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal decimal = shortest(value).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent >= -4 && exponent < 15) {
            return decimal.toPlainString();
        }
        String digits = decimal.unscaledValue().abs().toString();
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        String size = Integer.toString(Math.abs(exponent));
        return (value < 0 ? "-" : "")
                + digits.charAt(0)
                + fraction
                + (exponent < 0 ? "e-" : "e+")
                + (size.length() == 1 ? "0" : "")
                + size;
    }

    /**
     * The fewest digits strictly inside the interval of numbers that round to this double. Java also takes a number on the
     * interval's border, where a tie rounds to it; Postgres never does, and prints more digits then.
     */
    private static BigDecimal shortest(double value) {
        BigDecimal shortest = new BigDecimal(Double.toString(value));
        BigDecimal exact = new BigDecimal(value);
        int digits = shortest.precision();
        while (isBorder(shortest, exact, value) && digits < ALL_DIGITS) {
            digits++;
            shortest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        }
        return shortest;
    }

    private static boolean isBorder(BigDecimal candidate, BigDecimal exact, double value) {
        double neighbour = candidate.compareTo(exact) > 0 ? Math.nextUp(value) : Math.nextDown(value);
        return !Double.isInfinite(neighbour)
                && candidate.compareTo(exact.add(new BigDecimal(neighbour)).divide(BigDecimal.valueOf(2))) == 0;
    }
}
