// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.auth;

import dev.bottledwater.server.web.Caller;
import dev.bottledwater.server.web.Exchange;
import dev.bottledwater.server.web.RequestLog;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Logs a line for each request, by KSQL's properties {@code ksql.endpoint.logging.log.queries}
 * (what stands behind the question mark is logged too) and {@code
 * ksql.endpoint.logging.ignored.paths.regex} (requests whose whole path, with that, is of this
 * pattern aren't logged). Unlike KSQL, which logs all requests, nothing is logged where neither is
 * set: the router in front has a log of its own.
 */
public final class AccessLog implements RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final String QUERIES = "ksql.endpoint.logging.log.queries";
    private static final String IGNORED = "ksql.endpoint.logging.ignored.paths.regex";

    /** Browsers can't give the handshake of a WebSocket a header, so a password may be here. */
    private static final Pattern TOKEN = Pattern.compile("(access_token=)[^&]*");

    private final boolean queries;
    private final @Nullable Pattern ignored;
    private final Consumer<String> lines;

    private AccessLog(boolean queries, @Nullable Pattern ignored, Consumer<String> lines) {
        this.queries = queries;
        this.ignored = ignored;
        this.lines = lines;
    }

    /**
     * The log that the server's properties ask for; empty where they ask for none.
     *
     * @throws java.util.regex.PatternSyntaxException for a wrong pattern
     */
    public static Optional<AccessLog> of(Map<String, String> properties) {
        return of(properties, LOG::info);
    }

    static Optional<AccessLog> of(Map<String, String> properties, Consumer<String> lines) {
        String queries = properties.get(QUERIES);
        String ignored = properties.get(IGNORED);
        return queries == null && ignored == null
                ? Optional.empty()
                : Optional.of(
                        new AccessLog(
                                queries != null && Boolean.parseBoolean(queries.strip()),
                                ignored == null ? null : Pattern.compile(ignored),
                                lines));
    }

    @Override
    public void served(Served request) {
        String target = target(request.exchange());
        if (ignored != null && ignored.matcher(target).matches()) {
            return;
        }
        lines.accept(
                "%s %s \"%s %s\" %d %d ms"
                        .formatted(
                                request.exchange().remoteAddress(),
                                request.caller() instanceof Caller.Known(String name, _)
                                        ? name
                                        : "-",
                                request.exchange().method(),
                                target,
                                request.status(),
                                TimeUnit.NANOSECONDS.toMillis(request.nanos())));
    }

    private String target(Exchange exchange) {
        String path = exchange.path();
        return queries
                ? exchange.query()
                        .map(query -> path + "?" + TOKEN.matcher(query).replaceAll("$1…"))
                        .orElse(path)
                : path;
    }
}
