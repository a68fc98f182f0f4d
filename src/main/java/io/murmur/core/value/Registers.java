package io.murmur.core.value;

import io.murmur.core.machine.Value;
import io.murmur.core.value.hyper.HyperLogLog;
import io.murmur.core.value.hyper.RedisForm;
import java.util.ArrayList;
import java.util.List;

/// What an addition to a HyperLogLog has seen: the elements that were added alone, or, where its writer has united what
/// stood there, of that, too. What is shown is the union of all that stand.
///
/// @param seen nothing where a key was made without an element
public record Registers(HyperLogLog seen) implements Part {

    /// An addition that leaves so many beside each other, or a multiple of that, unites them.
    public static final int UNITED_AFTER = 8;

    /// All that stands and has not ended, united.
    ///
    /// @param wallMillis the time for which what ends is judged
    public static HyperLogLog in(StoredObject object, long wallMillis) {
        List<HyperLogLog> all = new ArrayList<>();
        for (Sibling sibling : object.siblings()) {
            HyperLogLog seen = sibling.registers();
            if (seen != null && object.endOf(sibling) > wallMillis) {
                all.add(seen);
            }
        }
        return all.isEmpty() ? HyperLogLog.EMPTY : HyperLogLog.union(all);
    }

    /// The values `shown`, with what was added to those that are HyperLogLogs; what was added alone, as if its last
    /// writer had written it, if there is no value. A value that is something else stays as it is.
    static List<Sibling> addTo(List<Sibling> shown, StoredObject object, long wallMillis) {
        Sibling last = null;
        for (Sibling sibling : object.siblings()) {
            boolean counts = sibling.registers() != null && object.endOf(sibling) > wallMillis;
            last = counts && (last == null || Sibling.compareAsWriters(sibling, last) > 0) ? sibling : last;
        }
        if (last == null) {
            return shown;
        }
        HyperLogLog added = in(object, wallMillis);
        List<Sibling> united = new ArrayList<>(Math.max(1, shown.size()));
        for (Sibling sibling : shown) {
            Value value = sibling.value();
            HyperLogLog seen = value == null ? null : RedisForm.read(value.bytes());
            united.add(seen == null ? sibling : sibling.showing(valueOf(HyperLogLog.union(List.of(seen, added)))));
        }
        if (united.isEmpty()) {
            united.add(last.showing(valueOf(added)));
        }
        return united;
    }

    private static Value valueOf(HyperLogLog seen) {
        return Value.ofOwned(RedisForm.write(seen));
    }
}
