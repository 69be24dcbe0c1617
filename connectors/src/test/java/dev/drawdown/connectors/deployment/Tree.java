package dev.drawdown.connectors.deployment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A YAML or JSON document, or a part of one, read with as little ceremony as tests want. */
record Tree(@Nullable Object node) {

    boolean has(String name) {
        return node instanceof Map<?, ?> map && map.containsKey(name);
    }

    Tree at(String... path) {
        Object found = node;
        for (String name : path) {
            found = found instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return new Tree(found);
    }

    String text() {
        return Objects.toString(node, "");
    }

    List<Tree> items() {
        List<Tree> items = new ArrayList<>();
        if (node instanceof List<?> list) {
            list.forEach(item -> items.add(new Tree(item)));
        }
        return items;
    }

    List<String> texts() {
        return items().stream().map(Tree::text).toList();
    }

    Map<String, Tree> members() {
        Map<String, Tree> members = new LinkedHashMap<>();
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, value) -> members.put(String.valueOf(name), new Tree(value)));
        }
        return members;
    }
}
