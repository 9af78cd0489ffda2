// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format;

/** The two payloads of a Kafka record. */
public enum RecordSide {
    KEY("key"),
    VALUE("value");

    private final String text;

    RecordSide(String text) {
        this.text = text;
    }

    /** As error texts name it. */
    @Override
    public String toString() {
        return text;
    }
}
