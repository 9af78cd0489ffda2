// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.console;

/**
 * Chooses how the process logs. {@code log4j2.properties} reads the system properties that are set
 * here, so this comes before the first logger is made.
 */
public final class LogSetup {
    /** Log4j's own; later files are laid over earlier ones. */
    private static final String FILES = "log4j2.configurationFile";

    private static final String TARGET = "bottledwater.log.target";
    private static final String TIME = "bottledwater.log.time";
    private static final String OWN = "bottledwater.log.own";
    private static final String OTHERS = "bottledwater.log.others";

    private LogSetup() {}

    /**
     * The server logs to stdout, as twelve-factor apps do.
     *
     * @param stamped whether something else, such as Heroku's log router, puts the time in front of
     *     each line
     * @param json whether each line is a JSON object, for what collects logs by field
     */
    public static void server(boolean stamped, boolean json) {
        if (json) {
            offer(FILES, "classpath:log4j2.properties,classpath:log4j2-json.properties");
        }
        offer(TARGET, "SYSTEM_OUT");
        offer(TIME, stamped ? "" : "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} ");
    }

    /** Tools say what went wrong themselves; stdout is for their results. */
    public static void tool() {
        offer(TARGET, "SYSTEM_ERR");
        offer(OWN, "ERROR");
        offer(OTHERS, "ERROR");
    }

    /** What {@code BW_JAVA_OPTS} sets holds. */
    private static void offer(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
