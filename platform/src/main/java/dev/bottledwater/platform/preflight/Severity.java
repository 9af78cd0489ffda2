// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

/** How bad a finding is. */
public enum Severity {
    /** Works, but not as well as it should or not for long. */
    WARNING,
    /** What needs it can't start. */
    ERROR
}
