// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

class RowScannerTest {
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\n\r\n2f\r\n{\"columnNames\":[\"AT\",\"N\"]}\n\r\n9\r\n[123,7]\n[45,8]\n\r\n";

    @Test
    void findsRowsInPiecesOfAnySize() {
        for (int size = 1; size <= ANSWER.length(); size++) {
            var scanner = new RowScanner();
            var found = new ArrayList<Long>();
            for (int from = 0; from < ANSWER.length(); from += size) {
                var piece = ANSWER.substring(from, Math.min(ANSWER.length(), from + size));
                scanner.scan(ByteBuffer.wrap(piece.getBytes(UTF_8)), found::add);
            }
            assertEquals(List.of(123L, 45L), found, "pieces of " + size);
        }
    }

    @Test
    void theHeadOfTheRowsBeginsThem() {
        var scanner = new RowScanner();
        scanner.scan(ByteBuffer.wrap("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8)), _ -> {});
        assertFalse(scanner.begun());
        scanner.scan(ByteBuffer.wrap("{\"columnNames\":[".getBytes(UTF_8)), _ -> {});
        assertTrue(scanner.begun());
    }
}
