package dev.drawdown.loadtest.report;

import java.util.List;
import java.util.Locale;

/** One bar per system and distribution, with the spread over rounds as a line across its end. */
final class Bars {
    private static final int WIDTH = 760;
    private static final int ROW = 40;
    private static final int LEFT = 170;
    private static final int RIGHT = 210;

    private Bars() {}

    static String svg(List<SystemFigures> systems) {
        double most = systems.stream()
                .mapToDouble(figures -> figures.eventsPerSecond().most())
                .max()
                .orElse(1);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"events per second by system\">",
                WIDTH,
                ROW * systems.size() + 8));
        List<String> names =
                systems.stream().map(SystemFigures::name).distinct().toList();
        for (int i = 0; i < systems.size(); i++) {
            SystemFigures figures = systems.get(i);
            bar(figures, i, names.indexOf(figures.name()), Math.max(1, most), svg);
        }
        return svg.append("</svg>").toString();
    }

    private static void bar(SystemFigures figures, int row, int colour, double most, StringBuilder svg) {
        Spread rate = figures.eventsPerSecond();
        double middle = row * ROW + ROW / 2.0;
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>"
                        + "<rect class=\"c%d\" x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"22\" rx=\"3\"/>"
                        + "<line class=\"whisker\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
                LEFT - 10,
                middle + 4,
                Html.escape(figures.name() + ", " + figures.distribution()),
                colour % Html.COLOURS,
                LEFT,
                middle - 11,
                width(rate.median(), most),
                LEFT + width(rate.least(), most),
                LEFT + width(rate.most(), most),
                middle,
                middle));
        String ratio = figures.isProcessor()
                ? ""
                : String.format(Locale.ROOT, ", drawdown %.2f×", figures.ratio().median());
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\">%s/s%s</text>",
                LEFT + width(rate.most(), most) + 8,
                middle + 4,
                Chart.number(rate.median()),
                ratio));
    }

    private static double width(double value, double most) {
        return value / most * (WIDTH - LEFT - RIGHT);
    }
}
