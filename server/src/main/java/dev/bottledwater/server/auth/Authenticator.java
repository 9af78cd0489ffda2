// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bottledwater.platform.Role;
import dev.bottledwater.platform.User;
import dev.bottledwater.server.web.Caller;
import dev.bottledwater.server.web.Exchange;
import dev.bottledwater.server.web.QueryString;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells who sends a request by HTTP basic authentication (RFC 7617), and takes requests from this
 * very machine without it where the settings say so.
 */
public final class Authenticator {
    private static final String SCHEME = "basic ";

    private final List<Digested> users;
    private final boolean insecureLocal;

    /**
     * @param insecureLocal serves requests from loopback that no proxy has forwarded as an admin's
     *     ({@code BW_INSECURE_LOCAL})
     */
    public Authenticator(List<User> users, boolean insecureLocal) {
        this.users = users.stream().map(Digested::of).toList();
        this.insecureLocal = insecureLocal;
    }

    /** Whether a request says who it is from. */
    boolean hasCredentials(Exchange exchange) {
        return authorization(exchange).isPresent();
    }

    /**
     * Pages can't give the handshake of a WebSocket a header, so there the parameter {@code
     * access_token} takes what follows the header's first word.
     */
    private static Optional<String> authorization(Exchange exchange) {
        Optional<String> header = exchange.header("Authorization");
        return header.isPresent() || !Origins.asksForChannel(exchange)
                ? header
                : exchange.query()
                        .flatMap(query -> QueryString.parameter(query, "access_token"))
                        .map(token -> SCHEME + token);
    }

    /** Tells who it is. */
    public Caller identify(Exchange exchange) {
        Optional<String> authorization = authorization(exchange);
        if (authorization.isPresent()) {
            return credentials(authorization.get())
                    .<Caller>flatMap(this::find)
                    .orElseGet(Caller.Nobody::new);
        }
        return insecureLocal && fromThisMachine(exchange)
                ? new Caller.Known("local", Role.ADMIN)
                : new Caller.Nobody();
    }

    /** Says to somebody who isn't let in what is missing. */
    public String advice() {
        return users.isEmpty()
                ? "No user is defined, so nobody is let in. Set the config var BW_PASSWORD (user admin) or"
                        + " BW_USERS=name:password:role,… and restart."
                : "A user name and a password are needed (HTTP basic authentication), and these aren't right"
                        + " or are missing. Users are defined by the config vars BW_PASSWORD (user admin) and"
                        + " BW_USERS.";
    }

    private record Credentials(String name, String password) {}

    /** A user by digests, which are made once. */
    private record Digested(byte[] name, byte[] password, Caller.Known caller) {
        static Digested of(User user) {
            return new Digested(
                    digest(user.name()),
                    digest(user.password().value()),
                    new Caller.Known(user.name(), user.role()));
        }
    }

    private static Optional<Credentials> credentials(String header) {
        if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        try {
            String pair =
                    new String(
                            Base64.getDecoder().decode(header.substring(SCHEME.length()).strip()),
                            UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(
                            new Credentials(pair.substring(0, colon), pair.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Every user is compared, and digests of equal length: the time tells nothing. */
    private Optional<Caller.Known> find(Credentials credentials) {
        byte[] name = digest(credentials.name());
        byte[] password = digest(credentials.password());
        Optional<Caller.Known> found = Optional.empty();
        for (Digested user : users) {
            boolean right =
                    MessageDigest.isEqual(name, user.name())
                            & MessageDigest.isEqual(password, user.password());
            if (right) {
                found = Optional.of(user.caller());
            }
        }
        return found;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /**
     * A page of another site can make a browser on this machine send requests here, under a name of
     * its own that leads to loopback; neither may pass for the machine's user.
     */
    private static boolean fromThisMachine(Exchange exchange) {
        return exchange.fromLoopback()
                && !Origins.forwarded(exchange)
                && exchange.header("Host").map(Origins::isLoopbackName).orElse(false);
    }
}
