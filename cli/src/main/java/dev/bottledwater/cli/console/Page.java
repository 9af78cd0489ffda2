// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.console;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An answer that may be longer than the screen: its first lines are kept until they are too many;
 * from then on a pager shows them. What fits is printed as ever.
 */
final class Page extends OutputStream {
    private final Pager pager;
    private final OutputStream screen;
    private final int height;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int lines;
    private @Nullable Process process;
    private boolean left;

    /**
     * @param height how many lines fit
     */
    Page(Pager pager, OutputStream screen, int height) {
        this.pager = pager;
        this.screen = screen;
        this.height = height;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Process running = process;
        if (running != null) {
            pass(running, bytes, offset, length);
            return;
        }
        kept.write(bytes, offset, length);
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                lines++;
            }
        }
        if (lines >= height) {
            Process started = pager.start();
            process = started;
            byte[] all = kept.toByteArray();
            pass(started, all, 0, all.length);
        }
    }

    /** A person who has seen enough leaves the pager, and the rest has no reader. */
    private void pass(Process running, byte[] bytes, int offset, int length) {
        if (left) {
            return;
        }
        try {
            running.getOutputStream().write(bytes, offset, length);
        } catch (IOException closed) {
            left = true;
        }
    }

    @Override
    public void flush() throws IOException {
        Process running = process;
        if (running != null && !left) {
            try {
                running.getOutputStream().flush();
            } catch (IOException closed) {
                left = true;
            }
        }
    }

    /** Whether the reader has left before the end. */
    boolean left() {
        Process running = process;
        return left || (running != null && !running.isAlive());
    }

    /**
     * Waits until the reader has read all.
     *
     * @return false when the pager can't be run; then the first lines are on the screen
     */
    boolean end() throws IOException {
        Process running = process;
        if (running == null) {
            kept.writeTo(screen);
            screen.flush();
            return true;
        }
        try {
            running.getOutputStream().close();
        } catch (IOException closed) {
            left = true;
        }
        int status = status(running);
        if (Pager.failed(status)) {
            kept.writeTo(screen);
            screen.flush();
            return false;
        }
        return true;
    }

    private static int status(Process running) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return running.waitFor();
                } catch (InterruptedException again) {
                    // The pager has the terminal until its reader leaves it.
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
