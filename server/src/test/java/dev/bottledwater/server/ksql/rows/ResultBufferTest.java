// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;

class ResultBufferTest {
    @Test
    void whatOneLargeRowTookIsNotKept() throws IOException {
        var buffer = new ResultBuffer();
        buffer.text("x".repeat(1 << 20));
        assertThat(buffer.take().remaining()).isEqualTo(1 << 20);
        buffer.text("y");
        var next = buffer.take();
        assertThat((char) next.get()).isEqualTo('y');
        assertThat(next.array()).hasSizeLessThan(64 << 10);
    }
}
