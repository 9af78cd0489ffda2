// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The {@code Accept} header (RFC 9110 section 12.5.1): media ranges with their weights. */
public final class Accept {

    private record Range(String type, double weight) {

        boolean covers(String mediaType) {
            return type.equals("*/*")
                    || type.equals(mediaType)
                    || (type.endsWith("/*")
                            && mediaType.startsWith(type.substring(0, type.length() - 1)));
        }

        /** The most specific range says how much a type is wanted. */
        int specificity() {
            return type.equals("*/*") ? 0 : type.endsWith("/*") ? 1 : 2;
        }
    }

    private final List<Range> ranges;

    private Accept(List<Range> ranges) {
        this.ranges = ranges;
    }

    /** Reads a header's value; what isn't understood in it is left out. */
    public static Accept parse(String header) {
        List<Range> ranges = new ArrayList<>();
        for (String part : header.split(",")) {
            String[] pieces = part.split(";");
            String type = pieces[0].strip().toLowerCase(Locale.ROOT);
            if (type.contains("/")) {
                ranges.add(new Range(type, weight(pieces)));
            }
        }
        return new Accept(ranges);
    }

    private static double weight(String[] pieces) {
        for (int i = 1; i < pieces.length; i++) {
            String parameter = pieces[i].strip();
            if (parameter.startsWith("q=")) {
                try {
                    return Double.parseDouble(parameter.substring(2).strip());
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }

    /**
     * Chooses what the client wants most.
     *
     * @param offered media types, the server's favourite first
     * @return empty when the client wants none of them
     */
    public Optional<String> choose(List<String> offered) {
        return offered.stream()
                .filter(type -> weightOf(type) > 0)
                // The favourite wins among equals: the order of the list is kept.
                .sorted(Comparator.comparingDouble(this::weightOf).reversed())
                .findFirst();
    }

    /** Whether the header names exactly this type. */
    public boolean names(String mediaType) {
        return ranges.stream().anyMatch(range -> range.type().equals(mediaType));
    }

    private double weightOf(String mediaType) {
        return ranges.stream()
                .filter(range -> range.covers(mediaType))
                .max(Comparator.comparingInt(Range::specificity))
                .map(Range::weight)
                .orElse(0.0);
    }
}
