package dev.drawdown.loadtest.report;

/** The page around the charts. */
final class Html {
    /** How many colours the style knows. */
    static final int COLOURS = 6;

    static final String STYLE = """
        :root { --ink: #1c2430; --soft: #5b6675; --rule: #dfe4ea; --page: #ffffff; --card: #f6f8fa;
          --c0: #2563c9; --c1: #d9822b; --c2: #2e9e6b; --c3: #9b51c4; --c4: #c23b52; --c5: #3a9fbf; --bad: #b3261e; --good: #1f7a4d; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #9aa5b4; --rule: #333c48; --page: #14181e; --card: #1d232b;
          --c0: #6ea0f0; --bad: #ff8a80; --good: #6fd3a0; } }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); margin: 2rem auto; max-width: 66rem; padding: 0 1rem; }
        h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
        .soft, figcaption { color: var(--soft); } .good { color: var(--good); } .bad { color: var(--bad); font-weight: 600; }
        .cards { display: flex; flex-wrap: wrap; gap: .8rem; margin: 1.2rem 0; }
        .card { background: var(--card); border-radius: 8px; padding: .7rem 1rem; min-width: 9rem; }
        .card b { display: block; font-size: 1.4rem; font-variant-numeric: tabular-nums; }
        table { font-size: .9rem; border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { text-align: right; padding: .3rem .5rem; border-bottom: 1px solid var(--rule); white-space: nowrap; }
        th:first-child, td:first-child { text-align: left; } th { font-weight: 600; color: var(--soft); }
        .wide { overflow-x: auto; } figure { margin: 0; } pre { white-space: pre-wrap; background: var(--card); padding: .8rem; border-radius: 8px; }
        svg { width: 100%; height: auto; } svg text { font: 12px system-ui, sans-serif; fill: var(--soft); }
        .grid { stroke: var(--rule); } .line { fill: none; stroke-width: 1.8; } .whisker { stroke: var(--ink); stroke-width: 2; }
        path.c0 { stroke: var(--c0); } path.c1 { stroke: var(--c1); } path.c2 { stroke: var(--c2); } path.c3 { stroke: var(--c3); } path.c4 { stroke: var(--c4); } path.c5 { stroke: var(--c5); }
        rect.c0 { fill: var(--c0); } rect.c1 { fill: var(--c1); } rect.c2 { fill: var(--c2); } rect.c3 { fill: var(--c3); } rect.c4 { fill: var(--c4); } rect.c5 { fill: var(--c5); }
        .legend { margin: .2rem 0 0; } .legend span { margin-right: 1rem; color: var(--soft); } .legend i { display: inline-block; width: .8rem; height: .8rem; border-radius: 2px; margin-right: .35rem; }
        i.c0 { background: var(--c0); } i.c1 { background: var(--c1); } i.c2 { background: var(--c2); } i.c3 { background: var(--c3); } i.c4 { background: var(--c4); } i.c5 { background: var(--c5); }
        """;

    private Html() {}

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
