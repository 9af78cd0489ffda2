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
    private @Nullable Pager pager;
    private @Nullable Page page;
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

    /**
     * Lets answers that are longer than the screen be read in a program.
     *
     * @param program null for none
     */
    public void pager(@Nullable Pager program) {
        pager = terminal ? program : null;
    }

    /** The end of an answer that may have needed a pager. */
    public interface Answer extends AutoCloseable {
        /** One that is printed as it comes. */
        Answer UNPAGED = () -> {};

        /** Waits until the reader has read all. */
        @Override
        void close();
    }

    /** Begins an answer that has an end, so that it can be paged. */
    public Answer answer() {
        Pager program = pager;
        if (program == null || page != null) {
            return Answer.UNPAGED;
        }
        Page begun = new Page(program, screen, height() - 1);
        page = begun;
        redirect();
        return () -> end(begun);
    }

    private void end(Page ended) {
        out.flush();
        page = null;
        redirect();
        try {
            if (!ended.end()) {
                pager = null;
                error(
                        "The pager can't be run, so that answers aren't paged from now on; see PAGER.");
            }
        } catch (IOException lost) {
            error("The answer can't be shown: " + lost.getMessage());
        }
    }

    /** Whether the reader of a paged answer has left before its end. */
    public boolean left() {
        return page != null && page.left();
    }

    private void redirect() {
        OutputStream target = page == null ? screen : page;
        PrintStream copy = spool;
        if (copy != null) {
            out = new PrintStream(new Tee(target, copy), true, StandardCharsets.UTF_8);
        } else if (page != null) {
            out = new PrintStream(target, true, StandardCharsets.UTF_8);
        } else {
            out = screen;
        }
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
        spool = new PrintStream(stream, true, StandardCharsets.UTF_8);
        redirect();
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
        redirect();
        return true;
    }

    @Override
    public void close() {
        endSpool();
        screen.flush();
    }

    private static final class Tee extends OutputStream {
        private final OutputStream first;
        private final OutputStream second;

        Tee(OutputStream first, OutputStream second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public void write(int b) throws IOException {
            first.write(b);
            second.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            first.write(bytes, offset, length);
            second.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            first.flush();
            second.flush();
        }
    }
}
