package io.murmur.core.value.shown;

import io.murmur.core.machine.Value;
import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.Registers;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.value.hyper.HyperLogLog;
import io.murmur.core.value.hyper.RedisForm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a reader is shown of a HyperLogLog.
public final class Distinct {

    private Distinct() {}

    /// What the key has seen: all that was added, and what its plain value has seen if that is one; nothing where
    /// nothing is shown. Null if the key is something else.
    ///
    /// @param rule which of several plain values is shown
    /// @param wallMillis the time for which what ends is judged
    public static @Nullable HyperLogLog of(StoredObject object, ConflictRule rule, long wallMillis) {
        if (!hasOthers(object)) {
            return Registers.in(object, wallMillis);
        }
        KeyType type = Elements.typeOf(object, rule, wallMillis);
        if (type == null) {
            return HyperLogLog.EMPTY;
        }
        List<Sibling> visible = type == KeyType.STRING ? object.visible(rule, wallMillis) : List.of();
        Value value = visible.isEmpty() ? null : visible.getFirst().value();
        return value == null ? null : RedisForm.read(value.bytes());
    }

    /// Whether the key is there and is something else. Costs little if there is nothing else.
    ///
    /// @param rule which of several plain values is shown
    /// @param wallMillis the time for which what ends is judged
    public static boolean isSomethingElse(StoredObject object, ConflictRule rule, long wallMillis) {
        return hasOthers(object) && of(object, rule, wallMillis) == null;
    }

    private static boolean hasOthers(StoredObject object) {
        return object.siblings().stream().anyMatch(sibling -> sibling.isValue() && sibling.registers() == null);
    }
}
