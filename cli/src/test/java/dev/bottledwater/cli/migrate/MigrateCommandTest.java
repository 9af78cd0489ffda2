// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.cli.Run;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class MigrateCommandTest {
    @TempDir Path home;

    private Run migrate(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "migrate";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Run.of(Map.of(), all);
    }

    @Test
    void newFilesGetTheNextVersion() {
        String dir = home.resolve("migrations").toString();
        assertThat(migrate("new", "--dir", dir, "add orders!").status()).isZero();
        assertThat(migrate("new", "--dir", dir, "--down", "Größe").out())
                .contains("V000002__Größe.sql", "V000002__Größe.down.sql");
        assertThat(home.resolve("migrations"))
                .isDirectoryContaining("glob:**/V000001__add_orders.sql");
        assertThat(migrate("new", "--dir", dir, "/").status()).isEqualTo(64);
    }

    @Test
    void theProjectOfKsqlMigrationsIsRead() throws IOException {
        Path file = home.resolve("ksql-migrations.properties");
        Files.writeString(
                file,
                """
                ksql.server.url=https://ksql.example:8088
                ksql.migrations.stream.name=my_events
                ksql.migrations.topic.replicas=3
                ksql.auth.basic.username=who
                ksql.auth.basic.password=a b@c
                """);
        Project project = Project.read(file);
        assertThat(project.url()).isEqualTo("https://who:a%20b%40c@ksql.example:8088");
        assertThat(project.directory()).isEqualTo(home.resolve("migrations"));
        assertThat(project.names().topic("svc_")).isEqualTo("svc_ksql_MY_EVENTS");
        assertThat(project.names().table()).isEqualTo("MIGRATION_SCHEMA_VERSIONS");
        assertThat(project.names().replicas()).isEqualTo(3);
        Files.writeString(file, "ssl.truststore.location=" + home.resolve("none"));
        assertThat(migrate("info", "-c", file.toString()).err()).contains("The certificates that");
        Files.writeString(file, "ksql.migrations.stream.name=a-b");
        assertThat(migrate("info", "-c", file.toString()).err()).contains("must be a name");
    }

    @Test
    void withoutADirectoryThereIsNothingToDo() {
        Run run = migrate("plan", "--dir", home.resolve("none").toString());
        assertThat(run.status()).isEqualTo(66);
        assertThat(run.err()).contains("There is no directory", "migrate new NAME");
    }

    @Test
    void withoutAServerItSaysSo() throws IOException {
        Files.writeString(home.resolve("V1__x.sql"), "DROP STREAM A;");
        Files.writeString(home.resolve("V1_y.sql"), "DROP STREAM A;");
        Run run = migrate("apply", "--dir", home.toString(), "http://127.0.0.1:1");
        assertThat(run.status()).isEqualTo(69);
        assertThat(run.err()).contains("V1_y.sql is left out", "No answer from http://127.0.0.1:1");
    }
}
