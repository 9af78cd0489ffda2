// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.heroku;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.bottledwater.platform.HerokuSettings;
import dev.bottledwater.platform.tls.Certificates;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/** Requests to Heroku, and what their failures mean. The key is in no message. */
final class HerokuHttp implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** Heroku's router gives up after 30 seconds. */
    private static final Duration ANSWER = Duration.ofSeconds(31);

    private static final int LONGEST_QUOTE = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HerokuSettings heroku;
    private final HttpClient http;

    HerokuHttp(HerokuSettings heroku) {
        this.heroku = heroku;
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT);
        heroku.trusted().ifPresent(trusted -> builder.sslContext(trusting(trusted)));
        this.http = builder.build();
    }

    private static SSLContext trusting(Certificates trusted) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (X509Certificate certificate : trusted.certificates()) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            var managers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("This JVM can't trust given certificates.", e);
        }
    }

    /**
     * @param what the request is for, as the end of "Heroku can't …"
     * @param body null for a GET
     * @return the answer's body; a missing node where it is empty
     */
    JsonNode call(String what, URI url, String accept, @Nullable JsonNode body)
            throws DataApiException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url)
                        .timeout(ANSWER)
                        .header("Authorization", "Bearer " + heroku.apiKey().value())
                        .header("Accept", accept);
        if (body != null) {
            request.header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body.toString()));
        }
        HttpResponse<String> answer;
        try {
            answer = http.send(request.build(), BodyHandlers.ofString());
        } catch (SSLException e) {
            throw new DataApiException(
                    0,
                    url.getHost() + " doesn't prove that it is Heroku: " + reason(e),
                    "Check HEROKU_HOST and HEROKU_DATA_HOST; behind a proxy that ends TLS set BW_HEROKU_TRUSTED_CERT to its"
                            + " authority's certificate.");
        } catch (IOException e) {
            throw new DataApiException(
                    0,
                    "Heroku's API at " + url.getHost() + " can't be reached: " + reason(e),
                    "It is tried again; see status.heroku.com if this goes on.");
        }
        if (answer.statusCode() / 100 == 2) {
            return parsed(answer.body());
        }
        throw failure(what, url, answer);
    }

    private DataApiException failure(String what, URI url, HttpResponse<String> answer) {
        int status = answer.statusCode();
        String said = said(answer.body());
        return switch (status) {
            case 401 ->
                    new DataApiException(
                            status,
                            "Heroku doesn't accept the key in HEROKU_API_KEY.",
                            "Set it to what heroku authorizations:create --short prints.");
            case 403 ->
                    new DataApiException(
                            status,
                            "The key in HEROKU_API_KEY may not " + what + said,
                            "Use a key of somebody who manages the app, with the scope global or write-protected.");
            case 404 ->
                    new DataApiException(
                            status,
                            "Heroku finds nothing when asked to " + what + said,
                            "Check HEROKU_APP_NAME and BW_KAFKA_ADDON with heroku addons; a new cluster takes minutes"
                                    + " (heroku kafka:wait).");
            case 410 ->
                    new DataApiException(
                            status,
                            "The Kafka add-on is gone.",
                            "Attach another one, and unset BW_KAFKA_ADDON if it names the old one.");
            case 429 ->
                    new DataApiException(
                            status,
                            "Heroku takes no more requests with this key for now.",
                            "It is tried again; an hour brings 4,500 new ones.");
            case 400, 409, 422 ->
                    new DataApiException(
                            status,
                            "Heroku refuses to " + what + said,
                            "See the plan's limits with heroku kafka:info.");
            default ->
                    new DataApiException(
                            status,
                            "Heroku's API at "
                                    + url.getHost()
                                    + " answers "
                                    + status
                                    + " when asked to "
                                    + what
                                    + said,
                            "It is tried again; see status.heroku.com if this goes on.");
        };
    }

    /** What Heroku says itself, as the end of a sentence. */
    private String said(String body) {
        String text;
        try {
            text = JSON.readTree(body).path("message").asText("");
        } catch (JsonProcessingException e) {
            text = "";
        }
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        // An answer that repeats the request must not put the key into a log.
        line = line.replace(heroku.apiKey().value(), heroku.apiKey().toString());
        if (line.length() > LONGEST_QUOTE) {
            line = line.substring(0, LONGEST_QUOTE) + "...";
        }
        return line.isEmpty() ? "." : ": " + (line.endsWith(".") ? line : line + ".");
    }

    private static JsonNode parsed(String body) throws DataApiException {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (JsonProcessingException e) {
            throw new DataApiException(
                    0,
                    "Heroku's answer isn't JSON.",
                    "Check that HEROKU_HOST and HEROKU_DATA_HOST are Heroku's own.");
        }
    }

    private static String reason(Exception failure) {
        String message = failure.getMessage();
        String text = message == null ? failure.getClass().getSimpleName() : message;
        return text.endsWith(".") ? text : text + ".";
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
