// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.console;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntSupplier;

/**
 * Where a shell's answers go: a terminal or a pipe, and a spool file beside it when one is open.
 */
public final class Screen implements AutoCloseable {
    /** Without a terminal there is no width to ask for. */
    private static final int WIDTH_OF_PIPES = 80;

    private final PrintStream screen;
    private final PrintStream errors;
    private final boolean terminal;
    private final boolean colour;
    private final IntSupplier width;
    private final IntSupplier height;
    private @Nullable PrintStream spool;
    private PrintStream out;

    /**
     * @param width of the terminal in columns; not asked without a terminal
     * @param height of the terminal in lines; not asked without a terminal
     */
    public Screen(
            PrintStream screen,
            PrintStream errors,
            boolean terminal,
            boolean colour,
            IntSupplier width,
            IntSupplier height) {
        this.screen = screen;
        this.errors = errors;
        this.terminal = terminal;
        this.colour = colour;
        this.width = width;
        this.height = height;
        this.out = screen;
    }

    /** Returns a screen that is a file or a pipe. */
    public static Screen pipe(PrintStream out, PrintStream err) {
        return new Screen(out, err, false, false, () -> WIDTH_OF_PIPES, () -> Integer.MAX_VALUE);
    }

    /** Returns where answers go. */
    public PrintStream out() {
        return out;
    }

    /** Whether a person looks at it. */
    public boolean terminal() {
        return terminal;
    }

    /** Returns the columns that there is room for. */
    public int width() {
        int known = terminal ? width.getAsInt() : WIDTH_OF_PIPES;
        return known > 0 ? known : WIDTH_OF_PIPES;
    }

    /** Returns the lines that there is room for. */
    public int height() {
        int known = terminal ? height.getAsInt() : Integer.MAX_VALUE;
        return known > 0 ? known : Integer.MAX_VALUE;
    }

    /**
     * Returns how wide rules of lists are: KSQL's command line draws none where there is no
     * terminal.
     */
    public int ruleWidth() {
        return terminal ? width() : 0;
    }

    /** Prints what went wrong. */
    public void error(String message) {
        out.flush();
        errors.println(Style.RED.paint(message, colour));
        errors.flush();
        if (spool != null) {
            spool.println(message);
        }
    }

    /**
     * Writes answers into a file too, from now on.
     *
     * @throws IOException when the file can't be written
     */
    public void spool(Path file) throws IOException {
        OutputStream stream = Files.newOutputStream(file);
        endSpool();
        PrintStream copy = new PrintStream(stream, true, StandardCharsets.UTF_8);
        spool = copy;
        out = new PrintStream(new Tee(screen, copy), true, StandardCharsets.UTF_8);
    }

    /** Closes the spool file; returns whether there was one. */
    public boolean endSpool() {
        PrintStream open = spool;
        if (open == null) {
            return false;
        }
        out.flush();
        open.close();
        spool = null;
        out = screen;
        return true;
    }

    @Override
    public void close() {
        endSpool();
        screen.flush();
    }

    private static final class Tee extends OutputStream {
        private final PrintStream first;
        private final PrintStream second;

        Tee(PrintStream first, PrintStream second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public void write(int b) {
            first.write(b);
            second.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            first.write(bytes, offset, length);
            second.write(bytes, offset, length);
        }

        @Override
        public void flush() {
            first.flush();
            second.flush();
        }
    }
}
