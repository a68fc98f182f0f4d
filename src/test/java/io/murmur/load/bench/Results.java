package io.murmur.load.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// All rounds, by scenario and target, in the order of their first round.
final class Results {

    private final Map<Scenario, Map<String, List<Measurement>>> rounds = new LinkedHashMap<>();

    void add(Scenario scenario, String target, Measurement measurement) {
        rounds.computeIfAbsent(scenario, _ -> new LinkedHashMap<>())
                .computeIfAbsent(target, _ -> new ArrayList<>())
                .add(measurement);
    }

    Set<Scenario> scenarios() {
        return rounds.keySet();
    }

    Map<String, List<Measurement>> of(Scenario scenario) {
        return rounds.getOrDefault(scenario, Map.of());
    }

    double median(Scenario scenario, String target, ToDoubleFunction<Measurement> figure) {
        return Measurement.median(of(scenario).getOrDefault(target, List.of()), figure);
    }
}
