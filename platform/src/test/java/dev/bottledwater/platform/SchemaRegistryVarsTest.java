// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;

class SchemaRegistryVarsTest {
    private static final String URL = "SCHEMA_REGISTRY_URL";
    private static final String USER = "SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO";

    @Test
    void noUrlIsNoRegistry() {
        assertThat(Vars.local().settings().schemaRegistry()).isEmpty();
    }

    @Test
    void takesUserAndPasswordOutOfTheUrl() {
        var read =
                Vars.local()
                        .with(URL, "https://u:p%40ss@registry:8081/, https://other/base")
                        .settings()
                        .schemaRegistry()
                        .orElseThrow();
        assertThat(read.urls())
                .containsExactly(
                        URI.create("https://registry:8081"), URI.create("https://other/base"));
        assertThat(read.userInfo().map(Secret::value)).contains("u:p@ss");
        assertThat(read.toString()).doesNotContain("p@ss");
    }

    @Test
    void theVariableOfTheUserWinsOverTheUrls() {
        var read =
                Vars.local()
                        .with(URL, "https://u:p@registry")
                        .with(USER, " key:secret ")
                        .settings()
                        .schemaRegistry()
                        .orElseThrow();
        assertThat(read.userInfo().map(Secret::value)).contains("key:secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            registry:8081            | SCHEMA_REGISTRY_URL begins with neither http:// nor https://.
            ftp://u:hunter2@registry | SCHEMA_REGISTRY_URL begins with neither http:// nor https://.
            https://u:hun ter2@r     | SCHEMA_REGISTRY_URL can't be read as a URL.
            https:///path            | SCHEMA_REGISTRY_URL names no host.
            https://registry?a=b     | SCHEMA_REGISTRY_URL has a query or a fragment.
            https://a, b             | SCHEMA_REGISTRY_URL begins with neither http:// nor https://.
            """)
    void refusesWithoutShowingThePassword(String url, String message) {
        Problem problem = Vars.local().with(URL, url).problem();
        assertThat(problem.message()).isEqualTo(message).doesNotContain("hunter2");
        assertThat(problem.remedy()).startsWith("Set SCHEMA_REGISTRY_URL=https://host:port");
    }

    @Test
    void refusesAUserWithoutPassword() {
        Problem problem = Vars.local().with(URL, "https://r").with(USER, "hunter2").problem();
        assertThat(problem.message())
                .isEqualTo("SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO has no colon.");
        assertThat(problem.remedy()).doesNotContain("hunter2");
    }

    @Test
    void warnsOfAPasswordInClearTextOnADyno() {
        var warnings = Vars.dyno().with(URL, "http://u:hunter2@registry").settings().warnings();
        assertThat(warnings)
                .extracting(Problem::message)
                .anyMatch(m -> m.contains("in clear text"))
                .noneMatch(m -> m.contains("hunter2"));
    }

    @Test
    void theReportShowsWhereItIsButNoPassword() {
        var vars = Vars.local().with(URL, "https://u:hunter2@registry");
        var report = SettingsReport.of(vars.settings(), vars.vars());
        assertThat(report.entries())
                .contains(
                        new SettingsReport.Entry(
                                "schema registry", "https://registry as ****", URL));
    }
}
