package io.murmur.door.redis.data;

import io.murmur.core.machine.Key;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.value.Element;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.value.hyper.HyperLogLog;
import io.murmur.core.value.shown.Distinct;
import io.murmur.core.value.shown.Elements;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What all commands that touch keys share.
///
/// @param namespaces how what a key holds is shown
/// @param ids names the operations of clients that bring no name
/// @param arguments reads keys
/// @param ends reads when something is to end, and tells the time
public record DataSupplies(Namespaces namespaces, OperationIds ids, Arguments arguments, Ends ends) {

    /// Supplies of one start of the door.
    ///
    /// @param origin random per start: names this door in operation ids
    /// @param keyBytesMax longer keys are refused
    public static DataSupplies of(Namespaces namespaces, long origin, InstantSource wallClock, int keyBytesMax) {
        return new DataSupplies(
                namespaces, new OperationIds(origin, wallClock), new Arguments(keyBytesMax), new Ends(wallClock));
    }

    /// A change of a key that is sent once, without a context.
    public ClientOperation put(Key key, Mutation mutation) {
        return new ClientOperation.Put(key, mutation, null, ids.next(), Tries.ONLY, 0);
    }

    /// What a key is to its readers now; null if nothing is shown.
    public @Nullable KeyType typeOf(Key key, StoredObject object) {
        return Elements.typeOf(object, namespaces.of(key).conflict(), ends.now());
    }

    /// What a HyperLogLog has seen, nothing where nothing is shown; null if the key is something else.
    public @Nullable HyperLogLog seen(Key key, StoredObject object) {
        return Distinct.of(object, namespaces.of(key).conflict(), ends.now());
    }

    /// Whether a key is to be read by its elements. Costs nothing if it has none.
    boolean isCollection(Key key, StoredObject object) {
        for (Sibling sibling : object.siblings()) {
            Element element = sibling.element();
            if (element != null && !element.isRemoval()) {
                KeyType type = typeOf(key, object);
                return type != null && type != KeyType.STRING;
            }
        }
        return false;
    }

    /// The values of a key that is no collection, the one that plain readers are shown first.
    List<Sibling> visible(Key key, StoredObject object) {
        return object.visible(namespaces.of(key).conflict(), ends.now());
    }
}
