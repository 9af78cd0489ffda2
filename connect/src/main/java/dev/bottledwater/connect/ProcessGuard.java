// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Kafka's code from ending the process and from reading its environment. Both are switches of
 * the whole JVM that Kafka offers, so installing them twice changes nothing.
 */
final class ProcessGuard {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessGuard.class);

    private ProcessGuard() {}

    /** Thrown in place of ending the process, in the thread that asked for it. */
    static final class ExitRefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ExitRefusedException(String message) {
            super(message);
        }
    }

    /**
     * Makes {@link Exit#exit} and {@link Exit#halt} throw. Throwing, rather than returning, ends
     * the calling thread: Connect's stop waits for its herder's thread, and a thread that itself
     * waits in {@code System.exit} for that stop costs 46 seconds.
     *
     * <p>Also keeps a connector's client overrides ({@code producer.override.config.providers})
     * from reading environment variables and files through Kafka's automatic config providers: the
     * environment holds the keys of this process.
     */
    static void install() {
        Exit.setExitProcedure((status, message) -> refuse("exit", status, message));
        Exit.setHaltProcedure((status, message) -> refuse("halt", status, message));
        if (System.getProperty(AbstractConfig.AUTOMATIC_CONFIG_PROVIDERS_PROPERTY) == null) {
            System.setProperty(AbstractConfig.AUTOMATIC_CONFIG_PROVIDERS_PROPERTY, "none");
        }
    }

    private static void refuse(String what, int status, String message) {
        String text =
                "Kafka's code asked to %s the process with status %d%s; the process goes on."
                        .formatted(what, status, message == null ? "" : " (" + message + ")");
        LOG.error("{} Thread: {}", text, Thread.currentThread().getName());
        throw new ExitRefusedException(text);
    }
}
