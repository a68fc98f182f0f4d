package io.murmur.core.value;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.Value;
import org.jspecify.annotations.Nullable;

/// Which part of a collection an event is about. It takes the place of what its writer knew of the same element,
/// and of nothing else, so that an addition and a removal that did not know each other end with the element in place
/// (an observed-remove set without tombstones: Bieniusa et al., INRIA RR-8083, here with the context of the object).
///
/// @param type of the collection; never [KeyType#STRING]
/// @param name the member or field; null where elements were removed: that they are gone is all that is left of
///     them, but the event has to be somewhere, or nobody who lacks it would ask for it
public record Element(KeyType type, @Nullable Value name) implements Part {

    /// What stands for the type of a collection in bytes, 1 to 3.
    public static int codeOf(KeyType type) {
        return switch (type) {
            case STRING -> throw new InvariantViolation("a string has no elements");
            case SET -> 1;
            case HASH -> 2;
            case SORTED_SET -> 3;
        };
    }

    /// The type with this code.
    ///
    /// @throws MalformedBytes when this version knows none
    public static KeyType typeOf(int code) {
        return switch (code) {
            case 1 -> KeyType.SET;
            case 2 -> KeyType.HASH;
            case 3 -> KeyType.SORTED_SET;
            default -> throw new MalformedBytes("elements of type " + code + " are not known to this version");
        };
    }

    /// Says that something was taken back that is no element, where an event has to be named all the same.
    public static final Element TAKEN_BACK = new Element(KeyType.SET, null);

    /// Whether it says that elements were removed.
    public boolean isRemoval() {
        return name == null;
    }

    /// Whether it is in place, in a collection of this type.
    public boolean isIn(KeyType collection) {
        return name != null && type == collection;
    }
}
