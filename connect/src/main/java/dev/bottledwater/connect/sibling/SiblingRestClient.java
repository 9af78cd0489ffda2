// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.sibling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.runtime.rest.InternalRequestSignature;
import org.apache.kafka.connect.runtime.rest.RestClient;
import org.apache.kafka.connect.runtime.rest.entities.ErrorMessage;
import org.apache.kafka.connect.runtime.rest.errors.ConnectRestException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Connect's client for the leader's REST API, over a channel instead of a connection. Signs
 * requests as Connect does, so that the leader's REST takes them as it would over the network.
 */
public final class SiblingRestClient extends RestClient {
    private static final Logger LOG = LoggerFactory.getLogger(SiblingRestClient.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Heroku's router gives a request 30 s until its first byte. */
    static final Duration TIMEOUT = Duration.ofSeconds(25);

    private final SiblingChannel channel;

    /**
     * @param config the worker's
     */
    public SiblingRestClient(AbstractConfig config, SiblingChannel channel) {
        super(config);
        this.channel = channel;
    }

    /**
     * {@inheritDoc}
     *
     * @param url whose host is the advertised name of the worker that is asked
     * @throws ConnectRestException with the leader's own answer when that is an error; 503 when the
     *     leader wasn't reached, 504 when it didn't answer in time, 502 when it couldn't
     */
    @Override
    @SuppressWarnings("NullAway") // Connect passes null headers, bodies and keys
    public <T> HttpResponse<T> httpRequest(
            String url,
            String method,
            @Nullable HttpHeaders headers,
            @Nullable Object body,
            TypeReference<T> format,
            @Nullable SecretKey sessionKey,
            @Nullable String signatureAlgorithm) {
        var uri = URI.create(url);
        var bytes = body == null ? new byte[0] : json(body);
        var sent = new HashMap<String, String>();
        sent.put("Accept", "application/json");
        if (body != null) {
            sent.put("Content-Type", "application/json");
        }
        var authorization = headers == null ? null : headers.getHeaderString("Authorization");
        if (authorization != null) {
            sent.put("Authorization", authorization);
        }
        if (sessionKey != null && signatureAlgorithm != null) {
            sent.putAll(signature(bytes, sessionKey, signatureAlgorithm));
        }
        var target = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        LOG.debug("Asking {} for {} {}", uri.getHost(), method, uri.getRawPath());
        return response(
                ask(uri.getHost(), new Exchange.Request(method, target, sent, bytes)), format);
    }

    private Exchange.Answer ask(String worker, Exchange.Request request) {
        try {
            return Exchange.answer(channel.ask(worker, request.encode(), TIMEOUT));
        } catch (SiblingException e) {
            var status =
                    switch (e.kind()) {
                        case NOT_REACHED -> Status.SERVICE_UNAVAILABLE;
                        case NO_ANSWER -> Status.GATEWAY_TIMEOUT;
                        case FAILED -> Status.BAD_GATEWAY;
                    };
            throw new ConnectRestException(
                    status,
                    "This worker isn't the one that does this, and the one that is can't be asked: "
                            + e.getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectRestException(
                    Status.SERVICE_UNAVAILABLE, "This worker is stopping.", e);
        }
    }

    private static <T> HttpResponse<T> response(Exchange.Answer answer, TypeReference<T> format) {
        try {
            if (answer.status() >= 400) {
                throw failure(answer);
            }
            @SuppressWarnings("NullAway") // as Connect's own client has it for 204
            T body =
                    answer.status() == Status.NO_CONTENT.getStatusCode()
                                    || answer.body().length == 0
                            ? null
                            : JSON.readValue(answer.body(), format);
            return new HttpResponse<>(answer.status(), answer.headers(), body);
        } catch (IOException e) {
            throw new ConnectRestException(
                    Status.BAD_GATEWAY,
                    "The other worker's answer isn't the JSON it should be.",
                    e);
        }
    }

    private static ConnectRestException failure(Exchange.Answer answer) throws IOException {
        if (answer.body().length == 0) {
            return new ConnectRestException(
                    answer.status(), "The other worker answered with status " + answer.status());
        }
        var error = JSON.readValue(answer.body(), ErrorMessage.class);
        return new ConnectRestException(answer.status(), error.errorCode(), error.message());
    }

    private static byte[] json(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new ConnectRestException(
                    Status.INTERNAL_SERVER_ERROR, "The request can't be written as JSON", e);
        }
    }

    private static Map<String, String> signature(byte[] body, SecretKey key, String algorithm) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(key);
            return Map.of(
                    InternalRequestSignature.SIGNATURE_HEADER,
                    Base64.getEncoder().encodeToString(mac.doFinal(body)),
                    InternalRequestSignature.SIGNATURE_ALGORITHM_HEADER,
                    algorithm);
        } catch (GeneralSecurityException e) {
            throw new ConnectRestException(
                    Status.INTERNAL_SERVER_ERROR,
                    "Requests between workers can't be signed with " + algorithm,
                    e);
        }
    }
}
