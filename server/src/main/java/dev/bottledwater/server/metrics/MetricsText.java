// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.metrics;

/**
 * Writes metrics in the text format 0.0.4 of Prometheus or as OpenMetrics 1.0.0. Samples of a
 * family stand together, behind {@link #family}.
 */
final class MetricsText {
    /** How metrics are written. */
    enum Format {
        PROMETHEUS("text/plain; version=0.0.4; charset=utf-8"),
        OPENMETRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }
    }

    /** What a number is. */
    enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    private final Format format;
    private final StringBuilder out = new StringBuilder();

    MetricsText(Format format) {
        this.format = format;
    }

    /**
     * Begins a family.
     *
     * @param name of its samples; that of a counter ends in {@code _total}
     */
    MetricsText family(String name, Type type, String help) {
        // OpenMetrics names a counter's family without the ending of its samples.
        var family =
                type == Type.COUNTER && format == Format.OPENMETRICS
                        ? name.substring(0, name.length() - "_total".length())
                        : name;
        out.append("# HELP ").append(family).append(' ').append(help.replace("\\", "\\\\"));
        out.append("\n# TYPE ").append(family).append(' ');
        out.append(type.name().toLowerCase(java.util.Locale.ROOT)).append('\n');
        return this;
    }

    /**
     * Writes a sample.
     *
     * @param labels names and values in turn
     */
    MetricsText sample(String name, double value, String... labels) {
        out.append(name);
        for (int i = 0; i < labels.length; i += 2) {
            out.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
            out.append(escaped(labels[i + 1])).append('"');
        }
        out.append(labels.length == 0 ? " " : "} ").append(number(value)).append('\n');
        return this;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : Double.toString(value);
    }

    /** All that was written. */
    String end() {
        return format == Format.OPENMETRICS ? out + "# EOF\n" : out.toString();
    }
}
