// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.ConfigurationException;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.UnusableSettings;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** What a dyno answers before its Kafka is there, or after a slip of the pen. */
class UnconfiguredProcessTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Optional<UnusableSettings> unusable(Map<String, String> values) {
        ConfigVars vars = ConfigVars.of(values);
        return UnusableSettings.of(
                vars,
                catchThrowableOfType(ConfigurationException.class, () -> Settings.from(vars)));
    }

    private static String get(int port, String path, String user) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (!user.isEmpty()) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(user.getBytes()));
        }
        HttpResponse<String> answer =
                CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    @Test
    void tellsWhatIsWrongToThoseWhoSignIn() throws Exception {
        UnusableSettings settings =
                unusable(
                                Map.of(
                                        "PORT", "0",
                                        "BW_PASSWORD", "pw",
                                        "BW_SECRET", "short-secret"))
                        .orElseThrow();
        try (UnconfiguredProcess process = UnconfiguredProcess.start(settings)) {
            int port = process.port();
            assertThat(get(port, "/health", "")).isEqualTo("200 degraded\n");
            assertThat(get(port, "/health", "admin:pw"))
                    .startsWith("200 degraded\nconfig degraded: KAFKA_URL isn't set")
                    .contains("BW_SECRET has 12 letters")
                    .doesNotContain("short-secret");
            assertThat(get(port, "/health/ready", "")).isEqualTo("503 degraded\n");
            assertThat(get(port, "/connectors", "")).startsWith("401 ");
            assertThat(get(port, "/connectors", "admin:pw"))
                    .startsWith("503 ")
                    .contains("The server can't start with these config vars. KAFKA_URL isn't set");
        }
    }

    @Test
    void nobodyIsLetInWhereTheUsersAreWrongThemselves() {
        assertThat(unusable(Map.of("PORT", "0", "BW_PASSWORD", "pw", "BW_USERS", "a:b")))
                .get()
                .extracting(UnusableSettings::users)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .isEmpty();
    }

    @Test
    void withoutAPortThatCanBeServedThereIsNothing() {
        assertThat(unusable(Map.of("BW_PASSWORD", "pw"))).isEmpty();
        assertThat(unusable(Map.of("PORT", "web"))).isEmpty();
        assertThat(unusable(Map.of("PORT", "0", "BW_HTTP_CERT", "garbage", "BW_HTTP_KEY", "x")))
                .as("in clear text passwords could be read")
                .isEmpty();
    }
}
