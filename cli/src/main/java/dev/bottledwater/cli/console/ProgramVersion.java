// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.console;

/** The version of this program. */
public final class ProgramVersion {
    private ProgramVersion() {}

    /** Returns the version in the jar's manifest; classes that weren't packaged have none. */
    public static String text() {
        String version = ProgramVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
