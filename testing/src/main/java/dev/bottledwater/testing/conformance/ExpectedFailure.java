// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.conformance;

import org.jspecify.annotations.Nullable;

/**
 * How a case must fail (conformance format, section 7). Types are simple names of classes of the
 * reference; texts are parts of messages.
 */
public record ExpectedFailure(
        @Nullable String type,
        @Nullable String message,
        @Nullable String cause,
        @Nullable String causeMessage) {

    /** Whether it is to come while records are processed, and not from a statement. */
    public boolean whileProcessing() {
        return "StreamsException".equals(type);
    }
}
