// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseVarsTest {

    private static DatabaseSettings read(String url) {
        return Vars.local().with("DATABASE_URL", url).settings().database().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            textBlock =
                    """
            postgres://u:p@h:5433/d                         | h       | 5433 | d     | u   | p     | prefer
            postgresql://u:p@h/d                            | h       | 5432 | d     | u   | p     | prefer
            postgres://u%40x:p%2F%3A%25+q@h/my%20db         | h       | 5432 | my db | u@x | p/:%+q | prefer
            postgres://u:p@h:5432/d?a=b&sslmode=verify-full | h       | 5432 | d     | u   | p     | verify-full
            postgres://u@h/d                                | h       | 5432 | d     | u   | ''    | prefer
            postgres://u:p@[::1]:6543/d                     | ::1     | 6543 | d     | u   | p     | prefer
            """)
    void readsUrls(
            String url,
            String host,
            int port,
            String database,
            String user,
            String password,
            String sslmode) {
        assertThat(read(url))
                .isEqualTo(
                        new DatabaseSettings(
                                host, port, database, user, new Secret(password), sslmode));
    }

    @Test
    void asksForTlsOnADyno() {
        assertThat(Vars.dyno().settings().database().orElseThrow().sslmode()).isEqualTo("require");
    }

    @Test
    void givesTheJdbcDriverAUrlWithoutThePassword() {
        assertThat(read("postgres://u:hunter2@[::1]:6543/my%20db").jdbcUrl())
                .isEqualTo("jdbc:postgresql://[::1]:6543/my%20db?sslmode=prefer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            mysql://u:hunter2@h/d       | DATABASE_URL begins with mysql:// where postgres:// or postgresql:// is needed.
            u:hunter2@h/d               | DATABASE_URL can't be read as a URL.
            postgres://u:hun@ter2@h/d   | DATABASE_URL can't be read as a URL.
            postgres://u:hunter2@h:x/d  | DATABASE_URL can't be read as a URL.
            postgres://u:hunter2@:1/d   | DATABASE_URL names no host.
            postgres://h/d              | DATABASE_URL names no user.
            postgres://u:hunter2@h      | DATABASE_URL names no database.
            postgres://u:hunter2@h/     | DATABASE_URL names no database.
            postgres://u:hunter2@h:0/d  | DATABASE_URL has a port that isn't a number from 1 to 65535.
            postgres://u:hunter2@h:99999/d | DATABASE_URL has a port that isn't a number from 1 to 65535.
            postgres://u:hunter2%@h/d   | DATABASE_URL has a percent sign that doesn't begin an encoded letter.
            """)
    void refusesWithoutShowingThePassword(String url, String message) {
        Problem problem = Vars.local().with("DATABASE_URL", url).problem();
        assertThat(problem.variable()).isEqualTo("DATABASE_URL");
        assertThat(problem.message()).isEqualTo(message);
        assertThat(problem.remedy())
                .startsWith("Set DATABASE_URL=postgres://user:password@host:5432/database")
                .doesNotContain("hunter2");
    }

    @Test
    void suggestsTheSslModeThatWasMeant() {
        Problem problem =
                Vars.local().with("DATABASE_URL", "postgres://u:p@h/d?sslmode=requir").problem();
        assertThat(problem.message()).isEqualTo("DATABASE_URL has the unknown sslmode 'requir'.");
        assertThat(problem.remedy())
                .startsWith("Did you mean require? The modes are disable, allow, prefer,");
    }
}
