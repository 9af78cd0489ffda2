// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.number;

import dev.bottledwater.engine.eval.FunctionException;
import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.Parameter;
import dev.bottledwater.udf.ScalarFunction;

import java.util.Locale;

/** Distances on the earth, taken for a sphere. */
public final class GeoFunctions {
    private static final double RADIUS_KM = 6371;
    private static final double RADIUS_MILES = 3959;

    private GeoFunctions() {}

    @ScalarFunction(
            name = "GEO_DISTANCE",
            description =
                    "The distance of two points along the surface of the earth in kilometres. Their"
                            + " latitudes and longitudes are in degrees.")
    @Example(sql = "ROUND(GEO_DISTANCE(51.5, -0.12, 48.85, 2.35))", result = "343")
    public static double distance(
            @Parameter(description = "latitude of the first point, from -90 to 90") double lat1,
            @Parameter(description = "longitude of the first point, from -180 to 180") double lon1,
            @Parameter(description = "latitude of the second point, from -90 to 90") double lat2,
            @Parameter(description = "longitude of the second point, from -180 to 180")
                    double lon2) {
        return onSphere(RADIUS_KM, lat1, lon1, lat2, lon2);
    }

    @ScalarFunction(
            name = "GEO_DISTANCE",
            description =
                    "The distance of two points along the surface of the earth in a unit. Their"
                            + " latitudes and longitudes are in degrees.")
    @Example(sql = "ROUND(GEO_DISTANCE(51.5, -0.12, 48.85, 2.35, 'MILES'))", result = "213")
    public static double distance(
            double lat1,
            double lon1,
            double lat2,
            double lon2,
            @Parameter(description = "MILES or KM, or a word that begins as they do")
                    String units) {
        var unit = units.strip().toUpperCase(Locale.ROOT);
        if (unit.startsWith("MI")) {
            return onSphere(RADIUS_MILES, lat1, lon1, lat2, lon2);
        }
        if (unit.startsWith("K")) {
            return onSphere(RADIUS_KM, lat1, lon1, lat2, lon2);
        }
        throw new FunctionException("the unit is neither MILES nor KM");
    }

    /** The haversine formula, which is exact for small distances too. */
    private static double onSphere(
            double radius, double lat1, double lon1, double lat2, double lon2) {
        check(lat1, 90, "latitude");
        check(lat2, 90, "latitude");
        check(lon1, 180, "longitude");
        check(lon2, 180, "longitude");
        double h =
                square(Math.sin(radians(lat2 - lat1) / 2))
                        + square(Math.sin(radians(lon2 - lon1) / 2))
                                * Math.cos(radians(lat1))
                                * Math.cos(radians(lat2));
        return 2 * Math.asin(Math.min(1, Math.sqrt(h))) * radius;
    }

    private static void check(double degrees, double limit, String what) {
        if (!(Math.abs(degrees) <= limit)) {
            throw new FunctionException(
                    "a %s is not within -%.0f and %.0f".formatted(what, limit, limit));
        }
    }

    private static double square(double value) {
        return value * value;
    }

    /**
     * Divides first, unlike {@link Math#toRadians}, since the reference's last digits show that.
     */
    private static double radians(double degrees) {
        return degrees / 180 * Math.PI;
    }
}
