package io.murmur.core.value;

import io.murmur.core.machine.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What increments come to: the sum of what each actor has added, less what was superseded of it, on top of
/// the value beside which it stands, if that is a number.
public final class Counting {

    private static final int DIGITS_MAX = 20;

    private Counting() {}

    /// Whether increments stand that have not ended.
    static boolean isCounted(StoredObject object, long wallMillis) {
        return object.siblings().stream().anyMatch(sibling -> counts(object, sibling, wallMillis));
    }

    /// What they sum to.
    ///
    /// @param wallMillis the time for which those that end are judged
    public static long sum(StoredObject object, long wallMillis) {
        long sum = 0;
        for (Sibling sibling : object.siblings()) {
            Amount amount = sibling.amount();
            if (amount != null && object.endOf(sibling) > wallMillis) {
                sum += amount.total() - supersededOf(object, sibling, amount);
            }
        }
        return sum;
    }

    private static long supersededOf(StoredObject object, Sibling sibling, Amount amount) {
        Totals.Entry superseded = object.superseded().of(sibling.dot().actor());
        return superseded == null || superseded.dot().counter() < amount.since() ? 0 : superseded.total();
    }

    private static boolean counts(StoredObject object, Sibling sibling, long wallMillis) {
        return sibling.amount() != null && object.endOf(sibling) > wallMillis;
    }

    /// The values `shown` with what was added to them; the sum alone, as if its last writer had written it, if
    /// there is no value. A value that is no number stays as it is.
    static List<Sibling> addTo(List<Sibling> shown, StoredObject object, long wallMillis) {
        long sum = sum(object, wallMillis);
        List<Sibling> added = new ArrayList<>(Math.max(1, shown.size()));
        for (Sibling sibling : shown) {
            Long number = numberOf(sibling.value());
            added.add(number == null ? sibling : sibling.showing(valueOf(number + sum)));
        }
        if (added.isEmpty()) {
            object.siblings().stream()
                    .filter(sibling -> counts(object, sibling, wallMillis))
                    .max(Sibling::compareAsWriters)
                    .ifPresent(last -> added.add(last.showing(valueOf(sum))));
        }
        return added;
    }

    private static Value valueOf(long number) {
        return Value.of(Long.toString(number));
    }

    /// The number that a plain reader is shown, 0 if there is nothing; null if it is none.
    public static @Nullable Long shown(StoredObject object, ConflictRule rule, long wallMillis) {
        List<Sibling> visible = object.visible(rule, wallMillis);
        return visible.isEmpty() ? Long.valueOf(0) : numberOf(visible.getFirst().value());
    }

    /// The number that a value is, written as `Long.toString` would; null if it is none.
    private static @Nullable Long numberOf(@Nullable Value value) {
        if (value == null || value.length() == 0 || value.length() > DIGITS_MAX) {
            return null;
        }
        String text = new String(value.bytes(), StandardCharsets.ISO_8859_1);
        try {
            long number = Long.parseLong(text);
            return text.equals(Long.toString(number)) ? number : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
