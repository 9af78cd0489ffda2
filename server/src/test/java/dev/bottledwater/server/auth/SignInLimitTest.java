// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.platform.HttpSettings;
import dev.bottledwater.server.fake.TestServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Set;

@Timeout(120)
class SignInLimitTest {

    @Test
    void letsAnAddressWaitThatGuesses() throws Exception {
        try (TestServer server =
                new TestServer(new HttpSettings(0, false, Set.of(), 1, null, ""))) {
            for (int i = 0; i < SignInLimit.MOST; i++) {
                assertThat(signIn(server, "wrong" + i, "9.9.9.9").statusCode()).isEqualTo(401);
            }
            HttpResponse<String> refused = signIn(server, "edit", "9.9.9.9");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body())
                    .isEqualTo(
                            "{\"@type\":\"generic_error\",\"error_code\":42900,\"message\":"
                                    + "\"Too many sign-ins from this address have failed. Try again in 61 s.\"}");

            // what a client says of itself stands before what the proxy adds
            assertThat(signIn(server, "edit", "1.2.3.4, 9.9.9.9").statusCode()).isEqualTo(429);
            assertThat(signIn(server, "edit", "9.9.9.9, 1.2.3.4").statusCode()).isEqualTo(200);
            assertThat(
                            server.send(
                                            java.net.http.HttpRequest.newBuilder(
                                                            server.uri("/info"))
                                                    .header("X-Forwarded-For", "9.9.9.9"))
                                    .statusCode())
                    .isEqualTo(401);

            server.now = server.now.plusSeconds(61);
            assertThat(signIn(server, "edit", "9.9.9.9").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void countsTheNetworkOfIpv6() throws Exception {
        try (TestServer server =
                new TestServer(new HttpSettings(0, false, Set.of(), 1, null, ""))) {
            for (int i = 0; i < SignInLimit.MOST; i++) {
                signIn(server, "wrong", "2001:db8:0:1::" + i);
            }
            assertThat(signIn(server, "edit", "2001:db8:0:1:ffff::1").statusCode()).isEqualTo(429);
            assertThat(signIn(server, "edit", "2001:db8:0:2::1").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void trustsNoHeaderWhereNothingStandsInFront() throws Exception {
        try (TestServer server = new TestServer()) {
            for (int i = 0; i < SignInLimit.MOST; i++) {
                signIn(server, "wrong", "9.9.9." + i);
            }
            assertThat(signIn(server, "edit", "8.8.8.8").statusCode()).isEqualTo(429);
        }
    }

    private static HttpResponse<String> signIn(TestServer server, String password, String from)
            throws IOException, InterruptedException {
        return server.send(server.as("ed", password, "/info").header("X-Forwarded-For", from));
    }
}
