// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

class DemoOptionsTest {
    @Test
    void readsBothFormsOfAnOption() {
        assertThat(DemoOptions.parse(new String[] {"--for", "60s", "--rate=5"}))
                .isEqualTo(new DemoOptions(Duration.ofSeconds(60), 5, 0));
        assertThat(DemoOptions.parse(new String[] {"--for=2m"}).limit())
                .contains(Duration.ofMinutes(2));
        assertThat(DemoOptions.parse(new String[0]).limit()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --for         | The option --for needs a value.
                    --for=0s      | The option --for takes a duration such as 60s or 2m, not '0s'.
                    --for=soon    | The option --for takes a duration such as 60s or 2m, not 'soon'.
                    --rate=0      | The option --rate takes a number from 1 to 10000, not '0'.
                    --port=99999  | The option --port takes a number from 0 to 65535, not '99999'.
                    --speed=1     | Unknown option '--speed' of demo: it takes --for, --rate and --port.
                    """)
    void saysWhatIsWrong(String argument, String message) {
        assertThatThrownBy(() -> DemoOptions.parse(new String[] {argument})).hasMessage(message);
    }
}
