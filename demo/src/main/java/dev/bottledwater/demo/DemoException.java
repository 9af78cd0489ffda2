// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

/** The demo can't go on; the message is what its user reads. */
final class DemoException extends RuntimeException {
    DemoException(String message) {
        super(message);
    }
}
