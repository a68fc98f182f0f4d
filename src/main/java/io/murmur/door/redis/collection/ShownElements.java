package io.murmur.door.redis.collection;

import io.murmur.core.machine.Value;
import io.murmur.core.value.Element;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.value.shown.Elements;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The elements of one collection, as readers see it at one time.
///
/// @param wallMillis the time for which those that end are judged
public record ShownElements(StoredObject object, KeyType type, long wallMillis) {

    /// To find more than so many it is quicker to put them all in order first.
    private static final int FOUND_SINGLY_MAX = 4;

    /// All of them by name, in the order of their bytes.
    public SortedMap<Value, Sibling> all() {
        return Elements.of(object, type, wallMillis);
    }

    /// The event of one of them; null if it is not there.
    public @Nullable Sibling find(Value name) {
        return Elements.find(object, new Element(type, name), wallMillis);
    }

    /// A reply for each of the elements that arguments 2 and following name.
    ///
    /// @param each of null if there is no such element
    public Reply each(Request request, Function<@Nullable Sibling, Reply> each) {
        List<Value> names = ElementAccess.namesFrom(request, 2);
        SortedMap<Value, Sibling> all = names.size() > FOUND_SINGLY_MAX ? all() : null;
        List<Reply> replies = new ArrayList<>(names.size());
        for (Value name : names) {
            replies.add(each.apply(all == null ? find(name) : all.get(name)));
        }
        return new Reply.Listing(replies);
    }
}
