// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.RefusedException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class PendingCallsTest {
    private static final String BODY = "{\"name\": \"shop\", \"config\": {}}";

    private final PendingCalls hasty =
            new PendingCalls(Duration.ofMillis(50), Duration.ofSeconds(60));
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch topics = new CountDownLatch(1);
    private final Callable<Answer> create =
            () -> {
                begun.incrementAndGet();
                topics.await();
                return Answer.empty(201);
            };

    private static PendingCalls.Call call(String method, String body) {
        return new PendingCalls.Call(
                method, "/connectors", ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatTakesLongGoesOnAndIsDoneOnce() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> hasty.answer(call("POST", BODY), create, "It goes on."))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> {
                                assertThat(refused.error().errorCode()).isEqualTo(50300);
                                assertThat(refused).hasMessage("It goes on.");
                            });
        }
        assertThat(begun).hasValue(1);

        topics.countDown();

        await().ignoreExceptionsInstanceOf(RefusedException.class)
                .until(() -> status(hasty.answer(call("POST", BODY), create, "")) == 201);
        assertThat(begun).hasValue(1);
        // That answer was taken: this is another request.
        await().ignoreExceptionsInstanceOf(RefusedException.class)
                .until(() -> status(hasty.answer(call("POST", BODY), create, "")) == 201);
        assertThat(begun).hasValue(2);
    }

    private static int status(Answer answer) {
        return answer.status();
    }

    @Test
    void othersAreRequestsOfTheirOwn() {
        assertThatThrownBy(() -> hasty.answer(call("POST", BODY), create, "on"));
        assertThatThrownBy(() -> hasty.answer(call("POST", "{}"), create, "on"));
        assertThatThrownBy(() -> hasty.answer(call("GET", ""), create, "on"));
        assertThatThrownBy(() -> hasty.answer(call("GET", ""), create, "on"));
        assertThat(begun).hasValue(4);
        topics.countDown();
    }

    @Test
    void failuresAreTheRequestsOwn() {
        PendingCalls patient = new PendingCalls(Duration.ofSeconds(30), Duration.ofSeconds(60));
        assertThatThrownBy(
                        () ->
                                patient.answer(
                                        call("POST", BODY),
                                        () -> {
                                            throw new IOException("it broke");
                                        },
                                        ""))
                .isInstanceOf(IOException.class)
                .hasMessage("it broke");
        assertThatThrownBy(
                        () ->
                                patient.answer(
                                        call("POST", BODY),
                                        () -> {
                                            throw RefusedException.generic(40000, "no");
                                        },
                                        ""))
                .isInstanceOf(RefusedException.class)
                .hasMessage("no");
    }

    @Test
    void saysWhatGoesOn() {
        assertThat(sentence("POST", "/connectors", BODY))
                .isEqualTo(
                        "Connect is still creating the connector shop after 25 s, and goes on: ask GET /connectors/shop/status, or send the same request again to wait for its end.");
        assertThat(sentence("PUT", "/connectors/a%20b/config", "{}"))
                .contains("still creating or changing the connector a%20b");
        assertThat(sentence("DELETE", "/connectors/shop", "")).contains("still deleting");
        assertThat(sentence("PUT", "/connectors/shop/stop", "")).contains("still busy with");
        assertThat(sentence("GET", "/connectors/shop", ""))
                .isEqualTo(
                        "Connect hasn't answered GET /connectors/shop within 25 s. Try again in a few seconds.");
        assertThat(sentence("POST", "/connectors", "nope")).contains("POST /connectors");
    }

    private static String sentence(String method, String path, String body) {
        return SlowCall.sentence(
                method, path, body.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(25));
    }
}
