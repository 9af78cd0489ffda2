// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.print;

import dev.bottledwater.cli.table.CellText;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Draws the steps of a query as boxes with arrows between them, the sources on top and the sink
 * below. A drawing is a list of lines of one width, and the column that its lowest box has its
 * middle in.
 */
final class PlanGraph {
    private static final int NARROWEST_BOX = 16;
    private static final int WIDEST_BOX = 44;
    private static final int GAP = 2;
    private static final int FRAME = 4;

    private final int boxWidth;

    private PlanGraph(int boxWidth) {
        this.boxWidth = boxWidth;
    }

    /**
     * Draws a query.
     *
     * @param width of the screen; where many boxes stand side by side they get narrower, down to a
     *     width at which they say something
     */
    static List<String> draw(PlanNode last, int width) {
        int leaves = Math.max(1, leaves(last));
        int room = (width - GAP * (leaves - 1)) / leaves - FRAME;
        return new PlanGraph(Math.clamp(room, NARROWEST_BOX, WIDEST_BOX))
                .drawing(last).lines().stream().map(String::stripTrailing).toList();
    }

    private static int leaves(PlanNode node) {
        return node.inputs().isEmpty()
                ? 1
                : node.inputs().stream().mapToInt(PlanGraph::leaves).sum();
    }

    private record Drawing(List<String> lines, int middle) {
        int width() {
            return lines.isEmpty() ? 0 : CellText.width(lines.getFirst());
        }

        /** With blanks on the left, so that its middle is further to the right. */
        Drawing shifted(int by) {
            return new Drawing(
                    lines.stream().map(line -> " ".repeat(by) + line).toList(), middle + by);
        }
    }

    private Drawing drawing(PlanNode node) {
        List<Drawing> inputs = node.inputs().stream().map(this::drawing).toList();
        Drawing box = box(node);
        if (inputs.isEmpty()) {
            return box;
        }
        Drawing row = sideBySide(inputs);
        List<Integer> middles = middles(inputs);
        int middle = (middles.getFirst() + middles.getLast()) / 2;
        int shift = Math.max(0, box.middle() - middle);
        List<String> lines = new ArrayList<>(row.shifted(shift).lines());
        if (middles.size() > 1) {
            lines.add(" ".repeat(shift) + joint(middles, middle));
        } else {
            lines.add(" ".repeat(shift + middle) + "│");
        }
        lines.add(" ".repeat(shift + middle) + "▼");
        lines.addAll(box.shifted(middle + shift - box.middle()).lines());
        int width = lines.stream().mapToInt(CellText::width).max().orElse(0);
        return new Drawing(
                lines.stream().map(line -> CellText.pad(line, width)).toList(), middle + shift);
    }

    private static List<Integer> middles(List<Drawing> drawings) {
        List<Integer> middles = new ArrayList<>();
        int left = 0;
        for (Drawing drawing : drawings) {
            middles.add(left + drawing.middle());
            left += drawing.width() + GAP;
        }
        return middles;
    }

    /** Their lowest boxes stand in one line. */
    private static Drawing sideBySide(List<Drawing> drawings) {
        int height = drawings.stream().mapToInt(drawing -> drawing.lines().size()).max().orElse(0);
        List<String> lines =
                IntStream.range(0, height)
                        .mapToObj(
                                i ->
                                        String.join(
                                                " ".repeat(GAP),
                                                drawings.stream()
                                                        .map(drawing -> line(drawing, i, height))
                                                        .toList()))
                        .toList();
        return new Drawing(lines, 0);
    }

    private static String line(Drawing drawing, int index, int height) {
        int own = index - (height - drawing.lines().size());
        return own < 0 ? " ".repeat(drawing.width()) : drawing.lines().get(own);
    }

    /** The line that brings several arrows together. */
    private static String joint(List<Integer> middles, int middle) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i <= middles.getLast(); i++) {
            boolean end = middles.contains(i);
            if (i < middles.getFirst()) {
                line.append(' ');
            } else if (i == middles.getFirst()) {
                line.append('└');
            } else if (i == middles.getLast()) {
                line.append('┘');
            } else if (i == middle) {
                line.append(end ? '┼' : '┬');
            } else {
                line.append(end ? '┴' : '─');
            }
        }
        return line.toString();
    }

    private Drawing box(PlanNode node) {
        List<String> texts =
                Stream.of(
                                node.kind() + "  " + node.name(),
                                node.detail() == null ? "" : node.detail(),
                                columns(node))
                        .filter(text -> !text.isEmpty())
                        .map(CellText::printable)
                        .map(text -> CellText.clip(text, boxWidth))
                        .toList();
        int width = texts.stream().mapToInt(CellText::width).max().orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add("┌" + "─".repeat(width + 2) + "┐");
        texts.forEach(text -> lines.add("│ " + CellText.pad(text, width) + " │"));
        lines.add("└" + "─".repeat(width + 2) + "┘");
        return new Drawing(lines, (width + FRAME) / 2);
    }

    /** Keys stand in front of a colon. */
    private static String columns(PlanNode node) {
        List<String> names = node.columns();
        String keys = String.join(", ", names.subList(0, node.keyCount()));
        String values = String.join(", ", names.subList(node.keyCount(), names.size()));
        return keys + (keys.isEmpty() || values.isEmpty() ? "" : " : ") + values;
    }
}
