// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectorVarsTest {
    private static Vars vars(String list) {
        return Vars.local()
                .with("BW_SECRET", "a secret of more than 16 letters")
                .with("S3_BUCKET", "archive")
                .with("S3_KEY", "k")
                .with("MAIL_PASSWORD", "hush")
                .with("BW_CONNECTOR_VARS", list);
    }

    @Test
    void givesOutWhatIsListed() {
        Settings settings = vars("MAIL_PASSWORD, S3_*").settings();
        assertThat(settings.connectorVars())
                .containsOnlyKeys("MAIL_PASSWORD", "S3_BUCKET", "S3_KEY")
                .containsEntry("MAIL_PASSWORD", new Secret("hush"));
        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.toString()).doesNotContain("hush");
        assertThat(Vars.local().with("S3_KEY", "k").settings().connectorVars()).isEmpty();
    }

    @Test
    void anAsteriskNeverMeansOurOwnSecrets() {
        Vars all = vars("*").with("HEROKU_API_KEY", "HRKU-1");
        all.with("DATABASE_URL", "postgres://u:p@h/d")
                .with("OTHER_CLIENT_CERT_KEY", "x")
                .with("OTHER_SASL_PASSWORD", "x");
        // A name that begins with the asterisk alone isn't one.
        assertThat(all.problem().message()).contains("'*'");
        assertThat(all.with("BW_CONNECTOR_VARS", "B*,H*,D*,O*,S*").settings().connectorVars())
                .containsOnlyKeys("S3_BUCKET", "S3_KEY", "BW_CONNECTOR_VARS");
    }

    @Test
    void saysWhatIsNotThere() {
        assertThat(vars("S3_KEY,ABSENT").settings().warnings())
                .extracting(Problem::message)
                .containsExactly("BW_CONNECTOR_VARS lists ABSENT, which isn't set.");
        assertThat(vars("S3-KEY").problem().message())
                .isEqualTo("BW_CONNECTOR_VARS has 'S3-KEY', which is no name of a config var.");
    }
}
