// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.auth;

import dev.bottledwater.server.web.Exchange;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps passwords from being guessed: an address from which too many sign-ins have failed within a
 * minute has to wait for its end. Of IPv6 the network counts, which a client has to itself.
 */
public final class SignInLimit {
    /** Far above what people mistype, and a few years for a password of eight random letters. */
    static final int MOST = 30;

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 10_000;
    private static final int IPV6_NETWORK = 8;

    private final int trustedProxies;
    private final InstantSource clock;
    private final Map<String, Failures> failures =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                    return size() > MOST_ADDRESSES;
                }
            };

    private record Failures(long since, int count) {}

    /**
     * @param trustedProxies how many proxies in front say truly by {@code X-Forwarded-For} who
     *     called them
     */
    public SignInLimit(int trustedProxies, InstantSource clock) {
        this.trustedProxies = trustedProxies;
        this.clock = clock;
    }

    /** How long the address of a request has to wait; empty where it may sign in. */
    Optional<Duration> wait(Exchange exchange) {
        String address = address(exchange);
        synchronized (failures) {
            Failures known = failures.get(address);
            if (known == null) {
                return Optional.empty();
            }
            long left = known.since() + WINDOW.toMillis() - clock.millis();
            if (left <= 0) {
                failures.remove(address);
                return Optional.empty();
            }
            return known.count() < MOST ? Optional.empty() : Optional.of(Duration.ofMillis(left));
        }
    }

    /** A sign-in failed. */
    void failed(Exchange exchange) {
        synchronized (failures) {
            failures.compute(
                    address(exchange),
                    (_, known) ->
                            known == null
                                    ? new Failures(clock.millis(), 1)
                                    : new Failures(known.since(), known.count() + 1));
        }
    }

    /**
     * Each trusted proxy has added one entry at the end; those before it may be anybody's words.
     */
    private String address(Exchange exchange) {
        String address = exchange.remoteAddress();
        if (trustedProxies > 0) {
            String[] entries = exchange.header("X-Forwarded-For").orElse("").split(",");
            if (entries.length >= trustedProxies) {
                String entry = entries[entries.length - trustedProxies].strip();
                address = entry.isEmpty() ? address : entry;
            }
        }
        return network(address);
    }

    private static String network(String address) {
        try {
            InetAddress literal = InetAddress.ofLiteral(address);
            return literal instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(literal.getAddress(), IPV6_NETWORK))
                    : literal.getHostAddress();
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
