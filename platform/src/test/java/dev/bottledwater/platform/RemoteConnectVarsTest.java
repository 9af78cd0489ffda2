// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;

class RemoteConnectVarsTest {
    private static final String URL = "KSQL_KSQL_CONNECT_URL";
    private static final String SOURCE = "KSQL_KSQL_CONNECT_BASIC_AUTH_CREDENTIALS_SOURCE";
    private static final String FILE = "KSQL_KSQL_CONNECT_BASIC_AUTH_CREDENTIALS_FILE";

    @Test
    void aWorkerElsewhereIsNamed() {
        var settings =
                Vars.local().with(URL, "https://me:hush@connect.example:8083/api/").settings();
        var remote = settings.remoteConnect().orElseThrow();
        assertThat(remote.url()).hasToString("https://connect.example:8083/api");
        assertThat(remote.userInfo().orElseThrow().value()).isEqualTo("me:hush");
        assertThat(settings.toString()).doesNotContain("hush");
        assertThat(settings.passed().ksql()).isEmpty();
        assertThat(settings.warnings()).isEmpty();
        assertThat(Vars.local().settings().remoteConnect()).isEmpty();
    }

    @Test
    void credentialsAreInAFile(@TempDir Path directory) throws Exception {
        var file =
                Files.writeString(directory.resolve("connect"), "username: me\npassword: hu:sh\n");
        var vars = Vars.local().with(URL, "http://connect:8083").with(SOURCE, "FILE");
        assertThat(vars.problem().message()).isEqualTo(FILE + " is no file that can be read.");
        assertThat(
                        vars.with(FILE, file.toString())
                                .settings()
                                .remoteConnect()
                                .flatMap(RemoteConnectSettings::userInfo)
                                .orElseThrow()
                                .value())
                .isEqualTo("me:hu:sh");
        Files.writeString(file, "username: me");
        assertThat(vars.with(FILE, file.toString()).problem().message())
                .isEqualTo("The file of " + FILE + " lacks a user name or a password.");
        assertThat(vars.with(SOURCE, "USER_INFO").problem().message())
                .isEqualTo(SOURCE + " is 'USER_INFO'.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"connect:8083", "ftp://u:hush@c", "http://u:hush@", "http://c?x", "ht tp"})
    void aWrongUrlIsToldWithoutItsPassword(String url) {
        assertThat(Vars.local().with(URL, url).problem().message())
                .isEqualTo("KSQL_KSQL_CONNECT_URL isn't the URL of a Connect worker.");
    }

    @Test
    void ignoredPathsAreAPattern() {
        var name = "KSQL_KSQL_ENDPOINT_LOGGING_IGNORED_PATHS_REGEX";
        assertThat(Vars.local().with(name, "(").problem().message())
                .isEqualTo(name + " isn't a regular expression.");
        assertThat(Vars.local().with(name, ".*health.*").settings().passed().ksql())
                .containsEntry("ksql.endpoint.logging.ignored.paths.regex", ".*health.*");
    }
}
