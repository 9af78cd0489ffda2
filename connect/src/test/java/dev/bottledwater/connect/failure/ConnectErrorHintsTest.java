// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.connect.failure.ConnectErrorHints.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bodies are what Connect 4.3.1 with Debezium 3.6.1 answered. */
class ConnectErrorHintsTest {
    private static final String INVALID =
            "Connector configuration is invalid and contains the following 1 error(s):\\n%s\\nYou can also find the above list of errors at the endpoint `/connector-plugins/{connectorType}/config/validate`";

    private static String error(int status, String message) {
        return "{\"error_code\":%d,\"message\":\"%s\"}".formatted(status, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Logical decoding is off in the Postgres at db: its wal_level is 'replica' and must be 'logical'. | Set wal_level=logical",
                "The 'topic.prefix' value is invalid: A value is required | Add \\\"topic.prefix\\\" to the config",
                "Error while validating connector config: FATAL: password authentication failed for user \\\"app\\\" | Check database.user and database.password",
                "Error while validating connector config: Connection to 127.0.0.1:1 refused. Check that | Check database.hostname and database.port",
                "Error while validating connector config: The connection attempt failed. | Check database.hostname and database.port",
                "Error while validating connector config: FATAL: database \\\"nodb\\\" does not exist | Check database.dbname",
                "Invalid value a.AvroConverter for configuration value.converter: Class a.AvroConverter could not be found. | No plugin has the class a.AvroConverter: check the spelling of value.converter",
            })
    void addsTheRemedyToWhatConnectSays(String found, String remedy) {
        String body = error(400, INVALID.formatted(found));

        Answer answer = ConnectErrorHints.explain(400, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains(found, remedy).startsWith("{\"error_code\":400,");
        assertThat(ConnectErrorHints.explain(400, answer.body()))
                .as("a second proxy adds nothing")
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "io.debezium.connector.postgres.PostgresConnector, Did you mean io.debezium.connector.postgresql.PostgresConnector?",
        "PostgresConnector, Did you mean io.debezium.connector.postgresql.PostgresConnector?",
        "io.debezium.connector.postgresql.PostgressConector, Did you mean io.debezium.connector.postgresql.PostgresConnector?",
        "com.acme.SalesforceSink, 'Installed are: io.debezium.connector.postgresql.PostgresConnector, tick.TickSource.'"
    })
    void findsTheConnectorThatWasMeant(String asked, String hint) {
        String body =
                error(
                        400,
                        "Failed to find any class that implements Connector and which name matches "
                                + asked
                                + ", available connectors are: PluginDesc{klass=class io.debezium.connector.postgresql.PostgresConnector, name='io.debezium.connector.postgresql.PostgresConnector', version='3.6.1.Final'}, PluginDesc{klass=class tick.TickSource, name='tick.TickSource'}");

        assertThat(ConnectErrorHints.explain(400, body).body()).contains(hint);
    }

    @Test
    void aReadDuringARebalanceIsTriedAgainAsAWriteIs() {
        Answer answer =
                ConnectErrorHints.explain(
                        500,
                        "{\"error_code\":500,\"message\":\"Request cannot be completed because a rebalance is expected\"}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).startsWith("{\"error_code\":409,");
    }

    @Test
    void saysHowToInstallTheFirstConnector() {
        assertThat(
                        ConnectErrorHints.hintFor(
                                "Failed to find any class that implements Connector and which name matches a.B, available connectors are: "))
                .hasValueSatisfying(
                        hint -> assertThat(hint).startsWith("No connector is installed"));
    }

    @Test
    void aBodyThatIsNoJsonIsTheCallersMistake() {
        Answer answer =
                ConnectErrorHints.explain(
                        500,
                        error(
                                500,
                                "Unrecognized token 'nope': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 10]"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        "\"error_code\":400",
                        "isn't the JSON that Connect expects (line 1, column 10): Unrecognized token 'nope'")
                .doesNotContain("REDACTED");
    }

    @Test
    void aBodyWithoutConfigIsTheCallersMistake() {
        Answer answer =
                ConnectErrorHints.explain(
                        500,
                        error(
                                500,
                                "Cannot invoke \\\"java.util.Map.get(Object)\\\" because \\\"connectorConfig\\\" is null"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .contains("needs a \\\"name\\\" and a \\\"config\\\"")
                .doesNotContain("Cannot invoke");
    }

    @Test
    void leavesEverythingElseAsItIs() {
        for (String body :
                new String[] {
                    error(409, "Connector w already exists"), "", "<html>", "[]", "{\"message\":1}"
                }) {
            assertThat(ConnectErrorHints.explain(409, body)).isEqualTo(new Answer(409, body));
        }
        String fine = "{\"message\":\"wal_level\"}";
        assertThat(ConnectErrorHints.explain(200, fine)).isEqualTo(new Answer(200, fine));
    }

    @Test
    void knowsTracesOfTasks() {
        assertThat(
                        ConnectErrorHints.hintFor(
                                "DebeziumException: Creation of replication slot failed\n\tat x\nCaused by: PSQLException: ERROR: all replication slots are in use"))
                .hasValueSatisfying(hint -> assertThat(hint).contains("pg_drop_replication_slot"));
        assertThat(ConnectErrorHints.hintFor("NullPointerException")).isEmpty();
    }
}
