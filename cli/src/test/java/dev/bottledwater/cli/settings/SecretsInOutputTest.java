// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.cli.Run;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whatever is wrong with a config var that holds a secret: no command prints the secret. */
class SecretsInOutputTest {
    /** In every value; nothing else has it. */
    private static final String MARK = "s3cr3tmark";

    private static final List<String> REFUSED = List.of("config", "serve");
    private static final List<String> ALL =
            List.of("config", "config --output json", "doctor", "provision --dry-run", "serve");

    private static final String KEY =
            "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----".formatted(MARK);

    private static Map<String, String> vars() {
        var vars = new HashMap<String, String>();
        vars.put("KAFKA_URL", "kafka://127.0.0.1:1");
        // With a PORT, serve would say the same at /health and go on.
        vars.put("BW_PASSWORD", MARK + "-password");
        vars.put("BW_USERS", "ed:" + MARK + "-ed:editor");
        vars.put("BW_SECRET", MARK + "-long-enough-for-a-secret");
        vars.put("BW_SECRET_PREVIOUS", MARK + "-that-was-there-before-it");
        vars.put("SCHEMA_REGISTRY_URL", "https://reg:" + MARK + "@127.0.0.1:1");
        vars.put("DATABASE_URL", "postgres://u:" + MARK + "@127.0.0.1:1/d");
        vars.put("HEROKU_API_KEY", "HRKU-" + MARK);
        vars.put("HEROKU_APP_NAME", "app");
        return vars;
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, x",
        "KAFKA_URL, kafka://u:@@127.0.0.1:1",
        "KAFKA_URL, kafka+ssl://u:@@127.0.0.1:nowhere",
        "BW_PASSWORD, ' @ '",
        "BW_USERS, ed:@",
        "BW_USERS, 'ed:@:editor,vi:@'",
        "BW_USERS, ed:@:no-role",
        "BW_USERS, '@'",
        "BW_SECRET, '@'",
        "BW_SECRET_PREVIOUS, '@'",
        "SCHEMA_REGISTRY_URL, htp://reg:@@127.0.0.1",
        "SCHEMA_REGISTRY_URL, 'https://reg:@@127.0.0.1 :1'",
        "SCHEMA_REGISTRY_URL, reg:@",
        "DATABASE_URL, postgres://u:@",
        "DATABASE_URL, mysql://u:@@127.0.0.1/d",
        "DATABASE_URL, 'postgres://u:@@127.0.0.1:99999/d'",
        "HEROKU_API_KEY, '@ with spaces'",
        "KAFKA_CLIENT_CERT_KEY, KEY",
        "KAFKA_CLIENT_CERT, KEY",
        "KAFKA_TRUSTED_CERT, KEY",
        "BW_TLS_KEY, KEY",
        "BW_TLS_CERT, KEY",
        "BW_TLS_KEYSTORE_PASSWORD, '@'",
        "KSQL_SSL_KEYSTORE_PASSWORD, '@'",
        "CONNECT_BOOTSTRAP_SERVERS, '@'",
        "KSQL_KSQL_SERVICE_ID, '@'",
    })
    void noCommandPrintsASecret(String variable, String value) {
        var vars = vars();
        vars.put(variable, value.equals("KEY") ? KEY : value.replaceFirst("@", MARK));
        boolean right = variable.equals("NONE");
        for (var command : right ? ALL : REFUSED) {
            var run = Run.of(vars, command.split(" "));
            assertThat(run.out() + run.err())
                    .as("%s with %s=%s", command, variable, value)
                    .isNotEmpty()
                    .doesNotContain(MARK);
        }
    }
}
