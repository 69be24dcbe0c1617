package dev.drawdown.loadtest.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** Lines over two axes, as SVG that needs nothing but itself. */
final class Chart {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 300;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 16;
    private static final int BOTTOM = 44;
    private static final int TICKS = 5;

    private final String xLabel;
    private final String yLabel;
    private final List<Line> lines = new ArrayList<>();
    private DoubleFunction<String> xText = Chart::number;
    private List<Double> xTicks = List.of();

    /** Points with rising x. */
    private record Line(String name, int colour, List<Point> points) {}

    /** A point of a line. */
    record Point(double x, double y) {}

    Chart(String xLabel, String yLabel) {
        this.xLabel = xLabel;
        this.yLabel = yLabel;
    }

    /** Lines that belong together have one colour. */
    Chart line(String name, int colour, List<Point> points) {
        if (!points.isEmpty()) {
            lines.add(new Line(name, colour % Html.COLOURS, List.copyOf(points)));
        }
        return this;
    }

    /** Marks on the x axis where they are not even. */
    Chart xTicks(List<Double> ticks, DoubleFunction<String> text) {
        xTicks = List.copyOf(ticks);
        xText = text;
        return this;
    }

    String svg() {
        if (lines.isEmpty()) {
            return "";
        }
        double xMost = most(true);
        double yMost = round(most(false));
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s over %s\">",
                WIDTH,
                HEIGHT,
                Html.escape(yLabel),
                Html.escape(xLabel)));
        yAxis(yMost, svg);
        xAxis(xMost, svg);
        for (Line line : lines) {
            path(line, xMost, yMost, svg);
        }
        return svg.append("</svg>").append(legend()).toString();
    }

    private double most(boolean ofX) {
        double most = 0;
        for (Line line : lines) {
            for (Point point : line.points()) {
                most = Math.max(most, ofX ? point.x() : point.y());
            }
        }
        return most <= 0 ? 1 : most;
    }

    /** The next number that divides well. */
    private static double round(double most) {
        double magnitude = Math.pow(10, Math.floor(Math.log10(most)));
        for (double step : new double[] {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10}) {
            if (most <= step * magnitude) {
                return step * magnitude;
            }
        }
        return most;
    }

    private static double x(double value, double most) {
        return LEFT + value / most * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double value, double most) {
        return HEIGHT - BOTTOM - value / most * (HEIGHT - TOP - BOTTOM);
    }

    private void yAxis(double most, StringBuilder svg) {
        for (int i = 0; i <= TICKS; i++) {
            double value = most * i / TICKS;
            double at = y(value, most);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                            + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                    LEFT,
                    WIDTH - RIGHT,
                    at,
                    at,
                    LEFT - 8,
                    at + 4,
                    number(value)));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<text transform=\"translate(14 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                (HEIGHT - BOTTOM + TOP) / 2,
                Html.escape(yLabel)));
    }

    private void xAxis(double most, StringBuilder svg) {
        List<Double> ticks = xTicks.isEmpty() ? evenTicks(most) : xTicks;
        for (double tick : ticks) {
            if (tick <= most) {
                svg.append(String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                        x(tick, most),
                        HEIGHT - BOTTOM + 18,
                        Html.escape(xText.apply(tick))));
            }
        }
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                (WIDTH + LEFT - RIGHT) / 2,
                HEIGHT - 6,
                Html.escape(xLabel)));
    }

    private static List<Double> evenTicks(double most) {
        double step = round(most / TICKS);
        List<Double> ticks = new ArrayList<>();
        for (double tick = 0; tick <= most; tick += step) {
            ticks.add(tick);
        }
        return ticks;
    }

    private static void path(Line line, double xMost, double yMost, StringBuilder svg) {
        svg.append("<path class=\"line c").append(line.colour()).append("\" d=\"");
        char command = 'M';
        for (Point point : line.points()) {
            svg.append(String.format(
                    Locale.ROOT, "%c%.1f %.1f", command, x(point.x(), xMost), y(Math.min(point.y(), yMost), yMost)));
            command = 'L';
        }
        svg.append("\"/>");
    }

    private String legend() {
        if (lines.size() < 2) {
            return "";
        }
        StringBuilder legend = new StringBuilder("<p class=\"legend\">");
        for (Line line : lines) {
            legend.append("<span><i class=\"c")
                    .append(line.colour())
                    .append("\"></i>")
                    .append(Html.escape(line.name()))
                    .append("</span>");
        }
        return legend.append("</p>").toString();
    }

    static String number(double value) {
        if (value >= 1e6) {
            return trimmed(value / 1e6) + " M";
        }
        return value >= 1e4 ? trimmed(value / 1e3) + " k" : trimmed(value);
    }

    private static String trimmed(double value) {
        String text = String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.2f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
}
