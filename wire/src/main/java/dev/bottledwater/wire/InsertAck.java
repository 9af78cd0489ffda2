// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /inserts-stream} answers to a row.
 *
 * @param status {@code ok} or {@code error}
 * @param seq the row's number, from 0
 * @param errorCode null for a row that is stored
 * @param message null for a row that is stored
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InsertAck(
        String status,
        long seq,
        @JsonProperty("error_code") @Nullable Integer errorCode,
        @Nullable String message) {

    /** The row is stored. */
    public static InsertAck ok(long seq) {
        return new InsertAck("ok", seq, null, null);
    }

    /** The row isn't stored. */
    public static InsertAck error(long seq, int errorCode, String message) {
        return new InsertAck("error", seq, errorCode, message);
    }
}
