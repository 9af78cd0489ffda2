// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.process;

import org.jspecify.annotations.Nullable;

/** Closes a server when the JVM ends before its owner did; forgotten once the server is closed. */
public final class ExitHook {
    private final @Nullable Thread thread;

    private ExitHook(@Nullable Thread thread) {
        this.thread = thread;
    }

    /**
     * Registers {@code action} to run when the JVM ends.
     *
     * @param enabled if false, nothing is registered
     */
    public static ExitHook of(String name, Runnable action, boolean enabled) {
        if (!enabled) {
            return new ExitHook(null);
        }
        Thread thread = new Thread(action, name);
        Runtime.getRuntime().addShutdownHook(thread);
        return new ExitHook(thread);
    }

    /** Takes the hook back, also while the JVM is ending. */
    public void remove() {
        if (thread == null) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException ending) {
            // The JVM is ending and runs the hook or is about to: its action sees a closed server.
        }
    }
}
