// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.auth;

import dev.bottledwater.platform.Role;
import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.Application;
import dev.bottledwater.server.web.Caller;
import dev.bottledwater.server.web.Exchange;
import dev.bottledwater.server.web.RefusedException;
import dev.bottledwater.server.web.RequestLog;
import dev.bottledwater.server.web.Route;
import dev.bottledwater.server.web.RoutedRequest;
import dev.bottledwater.server.web.Router;
import dev.bottledwater.wire.ErrorBody;
import dev.bottledwater.wire.WireJson;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The way of every request: who asks, which route, is it allowed, serve, and turn what goes wrong
 * into an answer that tells clients what they can use and nothing about the inside.
 */
public final class GuardedRoutes implements Application {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedRoutes.class);
    private static final String MISLEADING =
            "The path has a ';', or '.' or '..' between slashes, which is refused: other servers may take it for another path. Send it without dots, and a ';' in a name as %3B.";
    private static final int BAD_REQUEST = 40000;
    private static final int UNAUTHORIZED = 40100;
    private static final int FORBIDDEN = 40300;
    private static final int TOO_MANY_REQUESTS = 42900;
    private static final int SERVER_ERROR = 50000;

    private final Router router;
    private final Authenticator authenticator;
    private final SignInLimit signIns;
    private final Cors cors;
    private final RequestLog log;

    /**
     * @param log is told of each request
     */
    public GuardedRoutes(
            Router router,
            Authenticator authenticator,
            SignInLimit signIns,
            Cors cors,
            RequestLog log) {
        this.router = router;
        this.authenticator = authenticator;
        this.signIns = signIns;
        this.cors = cors;
        this.log = log;
    }

    @Override
    public void serve(Exchange exchange) throws IOException, InterruptedException {
        var match = router.find(exchange.method(), exchange.path());
        var timed = new TimedExchange(exchange, cors.headers(exchange));
        try {
            serve(timed, match);
        } finally {
            log(timed, match.map(Router.Match::route).orElse(null));
        }
    }

    @Override
    public boolean mayAnswerAtOnce(Exchange exchange) {
        return router.find(exchange.method(), exchange.path())
                .filter(match -> match.route().endpoint().mayAnswerAtOnce())
                .isPresent();
    }

    /** Only requests that nothing is wrong with: all refusals are {@link #serve}'s. */
    @Override
    public Optional<Answer> answerAtOnce(Exchange exchange) {
        var match = router.find(exchange.method(), exchange.path()).orElse(null);
        if (match == null || Origins.misleading(exchange.path())) {
            return Optional.empty();
        }
        var timed = new TimedExchange(exchange, cors.headers(exchange));
        try {
            Caller caller = authenticator.identify(timed);
            if (caller instanceof Caller.Nobody || signIns.wait(timed).isPresent()) {
                return Optional.empty();
            }
            timed.identified(caller);
            admit(timed, caller, match.route().minimumRole().orElse(Role.VIEWER));
            var answer =
                    match.route()
                            .endpoint()
                            .answerAtOnce(new RoutedRequest(timed, caller, match.parameters()))
                            .map(timed::given);
            if (answer.isPresent()) {
                log(timed, match.route());
            }
            return answer;
        } catch (RuntimeException e) {
            LOG.debug("{} isn't answered at once", exchange.path(), e);
            return Optional.empty();
        }
    }

    private void log(TimedExchange exchange, @Nullable Route route) {
        log.served(
                new RequestLog.Served(
                        exchange,
                        exchange.caller(),
                        route == null ? "none" : route.path().toString(),
                        route == null ? "other" : route.method(),
                        exchange.status(),
                        exchange.nanos()));
    }

    private void serve(TimedExchange exchange, Optional<Router.Match> match)
            throws IOException, InterruptedException {
        if (Origins.misleading(exchange.path())) {
            exchange.answer(answer(ErrorBody.generic(BAD_REQUEST, MISLEADING), Route.Dialect.KSQL));
            return;
        }
        if (cors.isPreflight(exchange)) {
            exchange.answer(cors.preflight());
            return;
        }
        Route.Dialect dialect =
                match.map(found -> found.route().dialect()).orElse(Route.Dialect.KSQL);
        try {
            Caller caller = identify(exchange);
            exchange.identified(caller);
            Optional<Role> needed = match.map(Router.Match::route).flatMap(Route::minimumRole);
            if (match.isEmpty() || needed.isPresent()) {
                admit(exchange, caller, needed.orElse(Role.VIEWER));
            }
            if (match.isEmpty()) {
                exchange.answer(Answer.text(404, "Not Found"));
                return;
            }
            match.get()
                    .route()
                    .endpoint()
                    .serve(new RoutedRequest(exchange, caller, match.get().parameters()));
        } catch (RefusedException e) {
            if (exchange.answered()) {
                throw e;
            }
            exchange.answer(answer(e.error(), dialect));
        } catch (RuntimeException e) {
            if (exchange.answered()) {
                throw e;
            }
            exchange.answer(answer(internal(exchange, e), dialect));
        }
    }

    /** Whoever has no credentials yet is asked for them, which is no failure. */
    private Caller identify(Exchange exchange) {
        if (!authenticator.hasCredentials(exchange)) {
            return authenticator.identify(exchange);
        }
        Optional<Duration> wait = signIns.wait(exchange);
        if (wait.isPresent()) {
            throw RefusedException.generic(
                    TOO_MANY_REQUESTS,
                    "Too many sign-ins from this address have failed. Try again in %d s."
                            .formatted(wait.get().toSeconds() + 1));
        }
        Caller caller = authenticator.identify(exchange);
        if (caller instanceof Caller.Nobody) {
            signIns.failed(exchange);
        }
        return caller;
    }

    private void admit(Exchange exchange, Caller caller, Role needed) {
        switch (caller) {
            case Caller.Nobody _ ->
                    throw RefusedException.generic(UNAUTHORIZED, authenticator.advice());
            case Caller.Known known -> {
                if (Origins.crossSite(exchange) && !cors.admits(exchange)) {
                    throw RefusedException.generic(
                            FORBIDDEN,
                            "A page of another site may not do this here. BW_CORS_ORIGINS names the sites that may.");
                }
                if (!known.may(needed)) {
                    throw forbidden(known, needed);
                }
            }
        }
    }

    /** The refusal of a caller whose role is too low. */
    public static RefusedException forbidden(Caller.Known caller, Role needed) {
        return RefusedException.generic(
                FORBIDDEN,
                "The user '%s' has the role %s, and this needs the role %s."
                        .formatted(caller.name(), word(caller.role()), word(needed)));
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static ErrorBody internal(Exchange exchange, RuntimeException e) {
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.error("Error {}: {} {} failed", id, exchange.method(), exchange.path(), e);
        return ErrorBody.generic(
                SERVER_ERROR,
                "The server made a mistake. Its log tells the cause under the id %s."
                        .formatted(id));
    }

    private static Answer answer(ErrorBody error, Route.Dialect dialect) {
        String json =
                switch (dialect) {
                    case KSQL -> WireJson.write(error);
                    case CONNECT -> {
                        Map<String, Object> body = new LinkedHashMap<>();
                        body.put("error_code", error.httpStatus());
                        body.put("message", error.message());
                        yield WireJson.write(body);
                    }
                };
        Answer answer = Answer.json(error.httpStatus(), json);
        return switch (error.httpStatus()) {
            case 401 ->
                    answer.with(
                            "WWW-Authenticate", "Basic realm=\"bottled-water\", charset=\"UTF-8\"");
            case 429 -> answer.with("Retry-After", "10");
            case 503 -> answer.with("Retry-After", "5");
            default -> answer;
        };
    }
}
